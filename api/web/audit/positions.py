"""Positions and instants as an address has them."""

from __future__ import annotations

from datetime import UTC, datetime

from api.http.positions import POSITION_MAX
from api.refusals import ApiError
from api.web.visit import Visit


def number_in(visit: Visit, name: str) -> int | None:
    """Return the number that the address says under a name; None where it says nothing.

    Raises:
        ApiError: ``query_malformed`` for what is no position.
    """
    said = visit.query(name).strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()) or len(said) > len(str(POSITION_MAX)) - 1:
        raise ApiError("query_malformed", reason=f"{name} is no position")
    return int(said)


def instant_in(visit: Visit, name: str) -> datetime | None:
    """Return the instant that the address says, by the reader's clock; None where it says nothing.

    Raises:
        ApiError: ``query_malformed`` for what is no day and time.
    """
    said = visit.query(name).strip()
    if not said:
        return None
    try:
        local = datetime.fromisoformat(said)
    except ValueError:
        raise ApiError("query_malformed", reason=f"{name} is no day and time") from None
    return local.replace(tzinfo=local.tzinfo or visit.formats.zone).astimezone(UTC)
