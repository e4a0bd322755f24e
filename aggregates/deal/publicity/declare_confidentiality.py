"""Keep a deal confidential."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import require_lead
from aggregates.deal.publicity.events import ConfidentialityDeclared
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command


class DeclareConfidentiality(Command, frozen=True, kw_only=True):
    """A lead says for its side that the deal is confidential."""


def declare_confidentiality(
    deal: Deal, command: DeclareConfidentiality
) -> Sequence[ConfidentialityDeclared]:
    """Keep the deal confidential, in any stage: it is counted, and listed nowhere from now on.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    principal = require_lead(deal, command.actor)
    if principal in deal.publicity.confidential:
        return []
    return [
        ConfidentialityDeclared(at=command.at, principal=principal, by=command.actor.person),
    ]
