"""Ask for an approval of the locked terms."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_name
from aggregates.deal.approvals.events import ApprovalRequested
from aggregates.deal.guards import AT_THE_TABLE, require_instrument, require_lead, require_open
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.used import require_unused
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, OrganisationId, PersonId, Sha256


class RequestApproval(Command, frozen=True, kw_only=True):
    """A lead asks ``approver`` for an approval of ``kind``: ``board``, ``asset_supervisor``."""

    instrument: InstrumentId
    approval: str
    kind: str
    approver: PersonId
    terms_sha256: Sha256


def request_approval(deal: Deal, command: RequestApproval) -> Sequence[ApprovalRequested]:
    """Bind the request to the locked terms: nobody asks themselves. The same again does nothing.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_instrument``,
            ``identifier_malformed``, ``not_locked``, ``other_terms``, ``four_eyes``,
            ``approver_is_drafter``, ``id_taken``, and as `check_name` and `require_open`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    principal = require_lead(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    _check_values(command)
    require_locked(instrument, command.terms_sha256)
    if command.approver in instrument.matrix.drafters:
        raise RuleError("approver_is_drafter", person=command.approver)
    if command.approver == command.actor.person:
        raise RuleError("four_eyes", person=command.approver)
    if _requested_already(instrument, principal, command):
        return []
    require_unused(deal, command.approval)
    return [
        ApprovalRequested(
            at=command.at,
            instrument=instrument.id,
            approval=command.approval,
            kind=command.kind,
            principal=principal,
            approver=command.approver,
            terms_sha256=command.terms_sha256,
            by=command.actor.person,
        )
    ]


def _check_values(command: RequestApproval) -> None:
    check_identifier("approval", command.approval)
    check_identifier("approver", command.approver)
    check_name("kind", command.kind)


def _requested_already(
    instrument: Instrument, principal: OrganisationId, command: RequestApproval
) -> bool:
    known = instrument.approvals.get(command.approval)
    if known is None:
        return False
    asked = (principal, command.kind, command.approver)
    return (known.principal, known.kind, known.approver) == asked


def require_locked(instrument: Instrument, terms_sha256: Sha256) -> None:
    """Refuse unless the terms are locked, wait for approvals or signing, and are those cited.

    Raises:
        RuleError: ``not_locked``, ``other_terms``.
    """
    if instrument.progress not in {Progress.LOCKED, Progress.APPROVING}:
        raise RuleError("not_locked", progress=instrument.progress.value)
    locked = instrument.matrix.locked_sha256
    if terms_sha256 != locked:
        raise RuleError("other_terms", cited=terms_sha256, locked=locked)
