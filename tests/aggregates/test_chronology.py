"""Time goes forward, and clocks differ a little."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bdd import then_refused
from msgspec.structs import replace
from people import LIN, NOON

from aggregates.chronology import CLOCKS_APART, in_order
from aggregates.vocabulary import Command

COMMAND = Command(actor=LIN, at=NOON)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize("before", [(), (NOON,), (NOON - TICK, NOON - timedelta(days=9))])
def test_a_command_after_everything_that_it_rests_on_stays_as_it_is(
    before: tuple[datetime, ...],
) -> None:
    assert in_order(COMMAND, before) is COMMAND


@pytest.mark.parametrize("behind", [TICK, timedelta(milliseconds=3), CLOCKS_APART])
def test_a_clock_that_is_slightly_behind_is_taken_forward(behind: timedelta) -> None:
    late = NOON + behind
    assert in_order(COMMAND, (NOON, late, NOON - TICK)) == replace(COMMAND, at=late)


def test_who_was_kept_waiting_is_decided_as_of_the_last_event() -> None:
    late = NOON + CLOCKS_APART + timedelta(minutes=1)
    assert in_order(COMMAND, (late,), timedelta(minutes=1)) == replace(COMMAND, at=late)


def test_who_was_kept_waiting_with_nothing_recorded_meanwhile_keeps_its_time() -> None:
    assert in_order(COMMAND, (NOON,), timedelta(minutes=1)) is COMMAND


def test_a_wait_excuses_no_more_than_itself() -> None:
    last = NOON + CLOCKS_APART + timedelta(minutes=1) + TICK
    then_refused(
        lambda: in_order(COMMAND, (last,), timedelta(minutes=1)),
        "clock_went_back",
        at=NOON,
        last=last,
    )


def test_a_clock_that_went_back_is_refused() -> None:
    last = NOON + CLOCKS_APART + TICK
    then_refused(lambda: in_order(COMMAND, (NOON, last)), "clock_went_back", at=NOON, last=last)
