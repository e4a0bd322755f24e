"""Hand the lead of a principal over to another person."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.guards import (
    UNDER_WAY,
    require_lead,
    require_new_lead,
    require_open,
)
from aggregates.deal.parties.events import LeadReplaced
from aggregates.deal.state import Deal
from aggregates.vocabulary import Actor, Command, OrganisationId, PersonId, Role


class ReplaceLead(Command, frozen=True, kw_only=True):
    """A lead of the principal names ``lead`` as successor of who led it in this deal.

    Whatever was accepted for the principal stands.
    """

    lead: PersonId


def replace_lead(deal: Deal, command: ReplaceLead) -> Sequence[LeadReplaced]:
    """Hand over, or take over from a lead who is gone. The successor may lead for no other side.

    Whose post has ended hands nothing over: then another lead of the same principal does. Whether
    it has ended is in another log than the deal's, and asked by whoever takes the command.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``annulled``, ``deadline_passed``,
            ``not_a_principal``, ``not_lead``, ``identifier_malformed``, ``leads_another_side``.
    """
    require_open(deal, command.at, UNDER_WAY)
    own = deal.parties.principals.get(command.actor.organisation)
    if own is not None and own.lead == command.lead:
        return []
    principal = _require_a_lead(deal, command.actor)
    check_identifier("lead", command.lead)
    require_new_lead(deal, principal, command.lead)
    return [
        LeadReplaced(at=command.at, principal=principal, lead=command.lead, by=command.actor.person)
    ]


def _require_a_lead(deal: Deal, actor: Actor) -> OrganisationId:
    """Return the principal for which ``actor`` leads in this deal, or acts in the role of a lead.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    if actor.role is Role.LEAD and actor.organisation in deal.parties.principals:
        return actor.organisation
    return require_lead(deal, actor)
