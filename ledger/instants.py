"""Instants as the ledger stores and hashes them: microseconds since 1970-01-01 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

MICROSECONDS: Final = 1_000_000
"""In a second."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def instant_of(microseconds: int) -> datetime:
    """Return the instant, in UTC, that was stored as so many microseconds."""
    return _EPOCH + timedelta(microseconds=microseconds)
