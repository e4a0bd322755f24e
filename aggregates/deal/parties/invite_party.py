"""Invite an organisation to become a principal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.guards import BEFORE_SIGNING, require_lead_or_sponsor, require_open
from aggregates.deal.parties.events import PartyInvited
from aggregates.deal.state import Deal
from aggregates.deal.used import require_unused
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId


class InviteParty(Command, frozen=True, kw_only=True):
    """A lead, or the sponsor, invites ``organisation``; ``invitation`` is a new id."""

    invitation: str
    organisation: OrganisationId


def invite_party(deal: Deal, command: InviteParty) -> Sequence[PartyInvited]:
    """Invite, while the edition's limit leaves room. An open invitation counts as a principal.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``identifier_malformed``, ``id_taken``, ``principal_already``,
            ``invited_already``, ``too_many_principals``.
    """
    require_open(deal, command.at, BEFORE_SIGNING)
    inviter = require_lead_or_sponsor(deal, command.actor)
    check_identifier("invitation", command.invitation)
    check_identifier("organisation", command.organisation)
    if deal.parties.invitations.get(command.invitation) == command.organisation:
        return []
    require_unused(deal, command.invitation)
    _require_new(deal, command.organisation)
    coming = len(deal.parties.principals) + len(deal.parties.invitations)
    if coming >= deal.policy.principals_max:
        raise RuleError("too_many_principals", most=deal.policy.principals_max)
    return [
        PartyInvited(
            at=command.at,
            invitation=command.invitation,
            organisation=command.organisation,
            principal=inviter,
            by=command.actor.person,
        )
    ]


def _require_new(deal: Deal, organisation: OrganisationId) -> None:
    if organisation in deal.parties.principals:
        raise RuleError("principal_already", organisation=organisation)
    if organisation in deal.parties.invitations.values():
        raise RuleError("invited_already", organisation=organisation)
