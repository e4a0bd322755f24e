"""How instants are written for people."""

from __future__ import annotations

from datetime import UTC, datetime


def minute(at: datetime) -> str:
    """Return ``at`` to the minute, in UTC: ``2026-09-08 01:30Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}Z"


def second(at: datetime) -> str:
    """Return ``at`` to the second, in UTC: ``2026-09-08 01:30:00Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"
