"""Close a deal whose deadline has passed. The scheduler asks."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.deal.guards import ON_THE_CLOCK, require_due, require_stage
from aggregates.deal.parties.events import Clock, DealExpired
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Deadline, Kind, Role


class ExpireDeal(Command, frozen=True, kw_only=True):
    """The system's clock has reached the deal's deadline, or that of its letter of intent."""

    clock: Clock


def expire_deal(deal: Deal, command: ExpireDeal) -> Sequence[DealExpired]:
    """Expire once. Nothing that was not executed stands in an expired deal.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, ``no_such_clock``, ``suspended``,
            ``not_due``.
    """
    check_role(command.actor, Role.SYSTEM)
    if deal.stage is Stage.EXPIRED:
        return []
    require_stage(deal, *ON_THE_CLOCK)
    require_due(deal, _deadline(deal, command.clock), command.at, command.clock.value)
    return [DealExpired(at=command.at, clock=command.clock, by=command.actor.person)]


def _deadline(deal: Deal, clock: Clock) -> Deadline:
    if clock is Clock.DEAL:
        return deal.parties.expires_at
    for instrument in deal.instruments.values():
        offer = instrument.matrix.offer
        sent = instrument.kind is Kind.LETTER_OF_INTENT and instrument.progress is Progress.SIGNING
        if clock is Clock.INTENT and sent and offer is not None:
            return offer.expires_at
    raise RuleError("no_such_clock", clock=clock.value)
