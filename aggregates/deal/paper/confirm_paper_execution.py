"""Confirm that a scan shows what one's side has signed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import require_lead, require_open_signing
from aggregates.deal.paper.events import PaperExecutionConfirmed
from aggregates.deal.paper.record_paper_execution import require_unsigned_base
from aggregates.deal.signing.state import PaperOriginal, Signing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Sha256


class ConfirmPaperExecution(Command, frozen=True, kw_only=True):
    """A lead confirms the scan of this digest, of the base of this digest."""

    instrument: InstrumentId
    base_pdf_sha256: Sha256
    scan_sha256: Sha256


def confirm_paper_execution(
    deal: Deal, command: ConfirmPaperExecution
) -> Sequence[PaperExecutionConfirmed]:
    """Confirm once for the principal that the actor leads for; who handed it in has confirmed.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, and as `require_open_signing`,
            `require_paper` and `require_unsigned_base`.
    """
    instrument, signing = require_open_signing(deal, command.instrument, command.at)
    principal = require_lead(deal, command.actor)
    paper = require_paper(signing, command.scan_sha256)
    require_unsigned_base(signing, command.base_pdf_sha256)
    if principal in paper.confirmed:
        return []
    return [
        PaperExecutionConfirmed(
            at=command.at,
            instrument=instrument.id,
            base_pdf_sha256=command.base_pdf_sha256,
            scan_sha256=command.scan_sha256,
            principal=principal,
            by=command.actor.person,
        )
    ]


def require_paper(signing: Signing, scan_sha256: Sha256) -> PaperOriginal:
    """Return the scan that was handed in last, which is the one cited.

    Raises:
        RuleError: ``no_paper``, ``other_scan``.
    """
    if signing.paper is None:
        raise RuleError("no_paper", signing=signing.id)
    if signing.paper.scan_sha256 != scan_sha256:
        raise RuleError("other_scan", cited=scan_sha256, recorded=signing.paper.scan_sha256)
    return signing.paper
