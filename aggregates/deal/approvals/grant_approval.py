"""Approve the locked terms, within the approver's limit."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.deal.approvals.events import ApprovalGranted
from aggregates.deal.approvals.request_approval import require_locked
from aggregates.deal.approvals.state import Approval
from aggregates.deal.guards import AT_THE_TABLE, require_instrument, require_open
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import amount_of
from aggregates.errors import RuleError
from aggregates.mandate.coverage import covers
from aggregates.mandate.state import Mandate
from aggregates.rates.state import Rates
from aggregates.vocabulary import Actor, Command, InstrumentId, Sha256


class GrantApproval(Command, frozen=True, kw_only=True):
    """The approver says yes to the terms of this digest."""

    instrument: InstrumentId
    approval: str
    terms_sha256: Sha256


def grant_approval(
    deal: Deal, mandate: Mandate, rates: Rates, command: GrantApproval
) -> EventsByStream:
    """Grant once. The mandate must let the approver alone approve this kind up to its amount.

    Raises:
        RuleError: ``unknown_instrument``, ``not_locked``, ``other_terms``, ``joint_approval``, and
            as `require_open`, `require_approver` and `covers`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    instrument = require_instrument(deal, command.instrument)
    approval = require_approver(deal, instrument, command.approval, command.actor)
    require_locked(instrument, command.terms_sha256)
    if approval.granted:
        return {}
    published = rates.current
    covers(
        mandate,
        organisation=command.actor.organisation,
        person=command.actor.person,
        kind=instrument.kind,
        amount=amount_of(instrument),
        rates=published,
        at=command.at,
        scope="approve",
    )
    if mandate.joint > 1:
        raise RuleError("joint_approval", mandate=mandate.id, needed=mandate.joint)
    granted = ApprovalGranted(
        at=command.at,
        instrument=instrument.id,
        approval=command.approval,
        terms_sha256=command.terms_sha256,
        mandate=mandate.id,
        rates=published,
        by=command.actor.person,
    )
    return {deal.id: [granted]}


def require_approver(deal: Deal, instrument: Instrument, approval: str, actor: Actor) -> Approval:
    """Return the approval that ``actor`` was asked for; four eyes: no drafter approves.

    The approver acts for the principal, or for whoever is above it: never for another side.

    Raises:
        RuleError: ``unknown_approval``, ``not_the_approver``, ``approves_for_another_side``,
            ``approver_is_drafter``.
    """
    found = instrument.approvals.get(approval)
    if found is None:
        raise RuleError("unknown_approval", approval=approval)
    if actor.person != found.approver:
        raise RuleError("not_the_approver", person=actor.person, approver=found.approver)
    if actor.organisation in deal.parties.principals and actor.organisation != found.principal:
        raise RuleError("approves_for_another_side", organisation=actor.organisation)
    if actor.person in instrument.matrix.drafters:
        raise RuleError("approver_is_drafter", person=actor.person)
    return found
