"""Let an organisation take part that is no principal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.guards import LIVE, require_lead, require_open, while_negotiated
from aggregates.deal.parties.events import ParticipantAdded, ParticipantRole
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId


class AddParticipant(Command, frozen=True, kw_only=True):
    """A lead brings in ``organisation`` as guarantor, lender, adviser or observer."""

    organisation: OrganisationId
    role: ParticipantRole


def add_participant(deal: Deal, command: AddParticipant) -> Sequence[ParticipantAdded]:
    """Add it, or give it another role. The party set, and so every acceptance, stays as it was.

    The role of a participant is a matter of the side that brought it, as long as that is a side.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``identifier_malformed``, ``principal_already``,
            ``participant_of_another_side``.
    """
    require_open(deal, command.at, while_negotiated(deal, LIVE))
    principal = require_lead(deal, command.actor)
    check_identifier("organisation", command.organisation)
    if command.organisation in deal.parties.principals:
        raise RuleError("principal_already", organisation=command.organisation)
    if deal.parties.participants.get(command.organisation) is command.role:
        return []
    _require_own(deal, command.organisation, principal)
    return [
        ParticipantAdded(
            at=command.at,
            organisation=command.organisation,
            role=command.role,
            principal=principal,
            by=command.actor.person,
        )
    ]


def _require_own(deal: Deal, organisation: OrganisationId, principal: OrganisationId) -> None:
    if organisation not in deal.parties.participants:
        return
    brought_by = deal.parties.brought_by[organisation]
    if brought_by != principal and brought_by in deal.parties.principals:
        raise RuleError(
            "participant_of_another_side", organisation=organisation, principal=brought_by
        )
