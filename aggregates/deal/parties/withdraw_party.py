"""Leave a deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.change import falling
from aggregates.deal.guards import ON_THE_CLOCK, require_lead, require_open
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command


class WithdrawParty(Command, frozen=True, kw_only=True):
    """The lead takes the principal out of the deal, and says why."""

    reason: str


def withdraw_party(deal: Deal, command: WithdrawParty) -> Sequence[PartyWithdrew]:
    """Leave; with fewer than two principals left, the deal is withdrawn.

    For those who stay, every acceptance, lock, approval and running signing falls: they were
    given to another party set.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, and as `check_text`.
    """
    if _left_already(deal, command):
        return []
    require_open(deal, command.at, ON_THE_CLOCK)
    principal = require_lead(deal, command.actor)
    check_text("reason", command.reason)
    return [
        PartyWithdrew(
            at=command.at,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
            voids=falling(deal),
        )
    ]


def _left_already(deal: Deal, command: WithdrawParty) -> bool:
    left = deal.parties.former.get(command.actor.organisation)
    return left is not None and left.lead == command.actor.person
