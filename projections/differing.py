"""What differs between two states, found by identity: what did not change is the same object."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_not
from typing import TypeVar

K = TypeVar("K")


def differing(was: Mapping[K, object], now: Mapping[K, object]) -> list[K]:
    """Return the keys whose value is another object than before, those that are gone included."""
    if was is now:
        return []
    changed = [*compress(now, map(is_not, now.values(), map(was.get, now)))]
    new = 0
    for key in changed:
        new += key not in was
    if len(was) + new == len(now):  # as always but when something leaves the table
        return changed
    return [*changed, *(key for key in was if key not in now)]
