"""Whatever three sides do, in whatever order and at whatever time, the deal says what was said.

What holds after every command stands in ``machine.holds``, ``machine.due`` and ``machine.again``;
``pytest --hypothesis-show-statistics`` tells how far the deals of `TestDeal`
and `TestSignedDeal` came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test
from machine.decisions import DECISIONS
from machine.machine import DealMachine, SignedMachine
from machine.search import BUDGET, RUNS, counted
from machine.tally import Tally

REACHED: Final = {
    "deal.agreement_signed.v1",
    "deal.agreement_sealed.v1",
    "deal.archive_renewed.v1",
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
    # what authorities ask and answer
    "deal.filing_required.v1",
    "deal.filing_submitted.v1",
    "deal.filing_decided.v1",
    # how what was signed is performed
    "deal.schedule_agreed.v1",
    "deal.condition_satisfied.v1",
    "deal.condition_waived.v1",
    "deal.effective.v1",
    "deal.contribution_reported.v1",
    "deal.contribution_verified.v1",
    "deal.milestone_verified.v1",
    "deal.fulfilled.v1",
    # how it is changed and ended
    "deal.text_consolidated.v1",
    "deal.annulled_by_decision.v1",
    "deal.execution_suspended.v1",
    "deal.dispute_recorded.v1",
    "deal.terminated.v1",
    # how it is signed otherwise
    "deal.signing_called.v1",
    "deal.signature_prepared.v1",
    "deal.paper_executed.v1",
}
"""What a search has to have come upon, or its silence means little."""

MOST_RUNS: Final = 5 * RUNS
"""A search that was unlucky goes on, until it has come upon all of that."""

TestDeal = DealMachine.TestCase
TestDeal.settings = settings(BUDGET, max_examples=20)
TestSignedDeal = SignedMachine.TestCase
TestSignedDeal.settings = settings(BUDGET, max_examples=20)


def _has_come_upon_everything(tally: Tally) -> bool:
    asked = {*tally.refused, *tally.done}
    return set(tally.events) >= REACHED and asked >= set(DECISIONS)


def test_the_rules_hold_and_the_search_gets_to_what_matters(
    record_property: Callable[[str, object], None],
) -> None:
    machines = counted()
    tally = machines[0].tally
    for run in range(MOST_RUNS):
        if run >= RUNS and _has_come_upon_everything(tally):
            break
        machine = seed(run)(machines[run % len(machines)])
        run_state_machine_as_test(machine, settings=BUDGET)
    record_property("searched", tally.told())
    assert REACHED - set(tally.events) == set()
    assert set(DECISIONS) - set(tally.refused) - set(tally.done) == set()
