"""Hand the lead of a principal over to another person."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.guards import (
    LIVE,
    require_lead,
    require_new_lead,
    require_open,
    while_negotiated,
)
from aggregates.deal.parties.events import LeadReplaced
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, PersonId


class ReplaceLead(Command, frozen=True, kw_only=True):
    """The lead names ``lead`` as successor; whatever was accepted for the principal stands."""

    lead: PersonId


def replace_lead(deal: Deal, command: ReplaceLead) -> Sequence[LeadReplaced]:
    """Hand over. The successor may lead for no other side.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``identifier_malformed``, ``leads_another_side``.
    """
    require_open(deal, command.at, while_negotiated(deal, LIVE))
    own = deal.parties.principals.get(command.actor.organisation)
    if own is not None and own.lead == command.lead:
        return []
    principal = require_lead(deal, command.actor)
    check_identifier("lead", command.lead)
    require_new_lead(deal, principal, command.lead)
    return [
        LeadReplaced(at=command.at, principal=principal, lead=command.lead, by=command.actor.person)
    ]
