"""A random search: so many deals, of so many moves each, from a seed.

Once it has played ten examples, Hypothesis varies each new one five times before it plays the next;
that finds repetitions of values, but what we look for are other courses of events. So a search is
many short runs of ten examples rather than a long one.
"""

from __future__ import annotations

from typing import Final

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from machine.machine import DealMachine, SignedMachine
from machine.tally import Tally

RUNS: Final = 20
EXAMPLES: Final = 10
MOVES: Final = 50
BUDGET: Final = settings(
    max_examples=EXAMPLES,
    stateful_step_count=MOVES,
    deadline=None,
    derandomize=False,  # the same examples would come in every run of a search
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
"""One run of the normal budget. A deal takes as long as it takes."""
QUICK: Final = settings(
    BUDGET,
    phases=[Phase.generate],
    database=None,
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
)
"""Search only: stop at the first finding, and do not make it smaller."""


def counted() -> tuple[type[DealMachine], type[DealMachine]]:
    """Return the machines, of a whole deal and of a signed one, with a tally of their own."""
    both = Tally()

    class Counted(DealMachine):
        tally = both

    class CountedSigned(SignedMachine):
        tally = both

    return Counted, CountedSigned


def search(number: int) -> Tally:
    """Search from seed ``number`` until there is a finding, and return what was come upon.

    ``found_after`` is how many examples it took, 0 if nothing was found in the whole budget.
    """
    machines = counted()
    tally = machines[0].tally
    for run in range(RUNS):
        machine = machines[run % len(machines)]
        try:
            run_state_machine_as_test(seed(number * RUNS + run)(machine), settings=QUICK)
        except Exception:  # noqa: BLE001 - whatever a fault leads to is a finding
            assert tally.found_after, "a finding is one of the machine's"
            break
    return tally
