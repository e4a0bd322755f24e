"""One part of a file, as a client asks for it (RFC 9110 section 14)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from api.refusals import ApiError

_RANGE: Final = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})", re.ASCII)


class Part(NamedTuple):
    """From where, how many bytes."""

    first: int
    length: int


def part_in(asked: str, length: int) -> Part | None:
    """Return the part that ``Range`` asks for; None for the whole: without one, or with several.

    Raises:
        ApiError: ``range_not_there`` if it begins behind the end.
    """
    found = _RANGE.fullmatch(asked.strip().replace(" ", ""))
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        first, last = max(length - int(found["last"]), 0), length - 1
    else:
        first = int(found["first"])
        last = min(int(found["last"]), length - 1) if found["last"] else length - 1
        if found["last"] and int(found["last"]) < first:
            return None
    if first >= length:
        raise ApiError("range_not_there", length=length)
    return Part(first, last - first + 1)
