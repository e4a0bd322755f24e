"""Instants, and times after another move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dealfiles import given_sample

from api.dealfile.moments import instant_of
from api.dealfile.timetable import timetable

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)


def test_an_instant_is_told_in_universal_time() -> None:
    assert instant_of("2026-09-08T20:00:00+08:00", NOON) == NOON


def test_a_time_after_is_added() -> None:
    after = instant_of("+1d2h3m4s", NOON)
    assert after - NOON == timedelta(days=1, hours=2, minutes=3, seconds=4)


def test_the_moves_of_a_file_follow_each_other() -> None:
    instants = [at for at, _ in timetable(given_sample().then_read().moves)]
    assert instants[0] == datetime(2026, 6, 1, 1, tzinfo=UTC)
    assert instants == sorted(set(instants))
