"""Close the file of an executed instrument, after every required signature."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_sha256
from aggregates.deal.guards import require_running, require_signing
from aggregates.deal.signing.events import AgreementSealed, DetachedSignature, Revision
from aggregates.deal.signing.upon import moved_on, require_upon
from aggregates.deal.state import Deal, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Role

LEVELS = ("B-T", "B-LT", "B-LTA")
"""PAdES baseline levels (ETSI EN 319 142-1 section 6) that a sealed file may have."""


class SealAgreement(Command, frozen=True, kw_only=True):
    """The registry seals ``revision``: the newest one, or one that it added evidence to.

    ``detached`` is its signature over the digest of the terms besides.
    """

    instrument: InstrumentId
    revision: Revision
    level: str
    detached: DetachedSignature | None = None


def seal_agreement(deal: Deal, command: SealAgreement) -> Sequence[AgreementSealed]:
    """Seal once; nothing is signed after it.

    Raises:
        RuleError: ``role_not_allowed``, ``unknown_instrument``, ``no_signing``,
            ``sha256_malformed``, ``suspended``, ``not_executed``, ``seats_empty``, ``other_base``,
            ``revision_moved``, ``unknown_level``.
    """
    check_role(command.actor, Role.REGISTRY)
    instrument, signing = require_signing(deal, command.instrument)
    revision = command.revision
    check_sha256("pdf_sha256", revision.pdf_sha256)
    if signing.sealed and signing.pdf_sha256 == revision.pdf_sha256:
        return []
    require_running(deal)
    if instrument.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=instrument.progress.value)
    if signing.awaited():
        raise RuleError("seats_empty", fields=tuple(s.field for s in signing.awaited()))
    require_upon(signing, revision)
    if signing.sealed:
        raise moved_on(signing, revision)
    if command.level not in LEVELS:
        raise RuleError("unknown_level", level=command.level)
    return [
        AgreementSealed(
            at=command.at,
            instrument=instrument.id,
            terms_sha256=signing.terms_sha256,
            revision=revision,
            level=command.level,
            detached=command.detached,
            by=command.actor.person,
        )
    ]
