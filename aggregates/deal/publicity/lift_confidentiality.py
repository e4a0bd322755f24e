"""Keep a deal confidential no longer."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import require_lead
from aggregates.deal.publicity.events import ConfidentialityLifted
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command


class LiftConfidentiality(Command, frozen=True, kw_only=True):
    """A lead takes back that the deal is confidential to its side."""


def lift_confidentiality(
    deal: Deal, command: LiftConfidentiality
) -> Sequence[ConfidentialityLifted]:
    """Take back what this side has declared; what another side declared stands.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    principal = require_lead(deal, command.actor)
    if principal not in deal.publicity.confidential:
        return []
    return [ConfidentialityLifted(at=command.at, principal=principal, by=command.actor.person)]
