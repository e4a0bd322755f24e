"""A look at the machine and the ledger before somebody relies on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeAlias

import msgspec

from api.settings import Settings


class Level(Enum):
    """How much a finding matters."""

    FINE = "fine"
    NOTICE = "notice"
    PROBLEM = "problem"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at and found, why it matters, and what to do when it is not fine."""

    what: str
    level: Level
    found: str
    why: str
    fix: str


Check: TypeAlias = Callable[[Settings], Iterable[Finding]]
"""Looks at one thing and yields what it found, in order."""
