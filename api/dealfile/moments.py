"""When something happens: an instant, or so much time after another one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from api.dealfile.forms import Form

_INSTANT: Final = re.compile(r"2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", re.ASCII)
_AFTER: Final = re.compile(
    r"\+(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?", re.ASCII
)


def instant_of(moment: str, origin: datetime) -> datetime:
    """Return the instant, in UTC, that ``moment`` means when ``origin`` came before it."""
    if moment.startswith("+"):
        return origin + _after(moment)
    return datetime.fromisoformat(moment).astimezone(UTC)


def is_relative(moment: str) -> bool:
    """Return whether ``moment`` needs another one before it."""
    return moment.startswith("+")


def _moment(text: str) -> str:
    if is_relative(text):
        _after(text)
    elif _INSTANT.fullmatch(text):
        datetime.fromisoformat(text).astimezone(UTC)
    else:
        raise ValueError
    return text


def _after(text: str) -> timedelta:
    found = _AFTER.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError
    days, hours, minutes, seconds = (int(part or "0") for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


MOMENT: Final = Form(
    "not_a_moment",
    "an instant such as 2026-09-08T09:30:00+08:00, or a time after the move before, such as +2h30m",
    _moment,
)
