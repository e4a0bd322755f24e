"""Instants as the ledger stores them: microseconds since the first moment of 1970."""

from __future__ import annotations

from datetime import UTC, datetime

from ledger.instants import instant_of


def test_an_instant_is_in_utc_and_exact_to_the_microsecond() -> None:
    assert instant_of(0) == datetime(1970, 1, 1, tzinfo=UTC)
    assert instant_of(1_790_596_800_000_001) == datetime(2026, 9, 28, 12, 0, 0, 1, tzinfo=UTC)
