"""How settled published figures are, and what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class Status(Enum):
    """What a publication claims to be. A value here is in the record for ever."""

    PROVISIONAL = "provisional"
    """Counted while the fair goes on, or before all is checked: a later one may say otherwise."""
    REVISED = "revised"
    """Mends what was published before, and says why."""
    FINAL = "final"
    """The last word: nothing but a revision that says why may follow."""


FOLLOWING: Final[Mapping[Status | None, frozenset[Status]]] = MappingProxyType(
    {
        None: frozenset({Status.PROVISIONAL, Status.FINAL}),
        Status.PROVISIONAL: frozenset(Status),
        Status.REVISED: frozenset({Status.REVISED, Status.FINAL}),
        Status.FINAL: frozenset({Status.REVISED}),
    }
)
"""What may follow what was signed off last; None: nothing was."""


def following(last: Status | None, *, closed: bool) -> frozenset[Status]:
    """Return what may come next. ``closed``: something was final once, and stays so."""
    return FOLLOWING[Status.FINAL if closed else last]
