"""Deadlines as people set them: a day and a time by the clock of their zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from api.refusals import ApiError


def deadline_in(written: str, zone: ZoneInfo, field: str) -> dict[str, object]:
    """Return a deadline as commands take it, from what a field of a form says.

    Raises:
        ApiError: ``body_malformed`` for what is no day and time.
    """
    try:
        local = datetime.fromisoformat(written)
    except ValueError:
        reason = "a day and a time are wanted"
        raise ApiError("body_malformed", path=f"$.{field}", reason=reason) from None
    there = local.replace(tzinfo=local.tzinfo or zone).astimezone(UTC)
    return {"at": instant(there), "zone": zone.key}


def instant(at: datetime) -> str:
    """Return an instant as commands take it (RFC 3339, in UTC)."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def by_clock(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as a field for a day and a time shows it."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
