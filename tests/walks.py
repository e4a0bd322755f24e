"""Courses of deals that the property machine walks at random: much happens, little is usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import ClassVar, Final

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from machine.decisions import Step, decide
from machine.digests import DEAL_ID
from machine.flaws import Flaw, spoilt
from machine.follow.every import follow
from machine.machine import DealMachine

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.errors import RuleError

BUDGET: Final = settings(
    max_examples=12,
    stateful_step_count=30,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    verbosity=Verbosity.quiet,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)


class Walk(DealMachine):
    """A deal that goes on as the machine draws, without the machine's own checks."""

    found: ClassVar[list[list[DealEvent]]] = []

    def ask(self, step: Step, flaw: Flaw | None = None) -> bool:
        """Send the command; whatever is refused is passed over."""
        asked = spoilt(step, flaw, self.model)
        self.sent.append(asked)
        try:
            answer: Mapping[str, Sequence[object]] = decide(self.world, asked)
        except RuleError:
            return False
        if not any(answer.values()):
            return False
        for stream, events in answer.items():
            for happened in events:
                self.world.append(stream, happened)
        follow(self.model, asked)
        self._done(asked)
        return True

    def replaying_equals_running(self) -> None:
        """Check nothing: that is the machine's own business."""

    def teardown(self) -> None:
        """Keep what happened to the deal."""
        log = self.world.log.get(DEAL_ID, [])
        self.found.append([event for event in log if isinstance(event, DEAL.events)])


@cache
def walks(number: int = 1) -> tuple[tuple[DealEvent, ...], ...]:
    """Return the deals of one search from a seed, the shortest left out."""

    class Counted(Walk):
        found: ClassVar[list[list[DealEvent]]] = []

    run_state_machine_as_test(seed(number)(Counted), settings=BUDGET)
    return tuple(tuple(events) for events in Counted.found if len(events) > 5)
