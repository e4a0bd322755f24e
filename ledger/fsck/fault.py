"""What is found to be other than it was stored."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One check that failed: at which event, what was expected there and what was found.

    ``position`` is 0 where it is of no event in particular; ``where`` then says what it is of.
    """

    check: str
    expected: str
    actual: str
    position: int = 0
    where: str = ""
