"""Whatever three sides do, in whatever order and at whatever time, the deal says what was said.

What holds after every command stands in ``machine.holds``, ``machine.due`` and ``machine.again``;
``pytest --hypothesis-show-statistics`` tells how far the deals of `TestDeal` came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from machine.decisions import DECISIONS
from machine.machine import DealMachine
from machine.search import BUDGET, RUNS, counted

REACHED: Final = {
    "deal.agreement_signed.v1",
    "deal.agreement_sealed.v1",
    "deal.approval_refused.v1",
    "deal.clause_countered.v1",
    "deal.clause_reserved.v1",
    "deal.clerical_error_corrected.v1",
    "deal.expired.v1",
    "deal.party_withdrew.v1",
    "deal.reopened.v1",
    "deal.resumed.v1",
    "deal.signatory_replaced.v1",
    "deal.signing_refused.v1",
    "deal.signing_voided.v1",
    "deal.terms_unlocked.v1",
}
"""What a search has to have come upon, or its silence means little."""

MOST_RUNS: Final = 5 * RUNS
"""A search that was unlucky goes on, until it has come upon all of that."""

TestDeal = DealMachine.TestCase
TestDeal.settings = settings(BUDGET, max_examples=40)


def test_the_rules_hold_and_the_search_gets_to_what_matters(
    record_property: Callable[[str, object], None],
) -> None:
    machine = counted()
    tally = machine.tally
    for run in range(MOST_RUNS):
        if run >= RUNS and set(tally.events) >= REACHED:
            break
        run_state_machine_as_test(machine, settings=BUDGET)
    record_property("searched", tally.told())
    assert REACHED - set(tally.events) == set()
    assert set(DECISIONS) - set(tally.refused) - set(tally.done) == set()
