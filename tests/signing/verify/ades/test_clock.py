"""Within a question it is the moment of the question; outside, the machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from registries import NOON, this_second

from signing.verify.ades.clock import AskedClock, asked_at


def test_it_is_the_moment_of_the_question_in_any_zone() -> None:
    with asked_at(NOON):
        assert AskedClock.now(UTC) == NOON
        east = AskedClock.now(timezone(timedelta(hours=8)))
        assert (east, east.hour) == (NOON, 20)


def test_questions_within_questions_end_in_their_order() -> None:
    with asked_at(NOON):
        with asked_at(NOON + timedelta(days=1)):
            assert AskedClock.now(UTC) == NOON + timedelta(days=1)
        assert AskedClock.now(UTC) == NOON


def test_outside_it_is_what_the_machine_says() -> None:
    before = this_second()
    assert before <= AskedClock.now(UTC) <= before + timedelta(days=1)
    assert isinstance(AskedClock.now(UTC), datetime)
