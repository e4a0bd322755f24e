"""An attack on a log: what somebody does who has taken so much, and who finds it, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import TypeAlias

import msgspec
from intrusion.intruder import Intruder

Deed: TypeAlias = Callable[[Intruder], None]


class Taken(IntEnum):
    """What the intruder has; each one also has what stands before."""

    DATABASE = 1
    DEAL_KEYS = 2
    LOG_KEY = 3
    SEQUENCER = 4
    ONE_WITNESS = 5
    ALL_WITNESSES = 6


class Defence(Enum):
    """Who looks afterwards; each is described in `defences`."""

    READING = "reading"
    WRITING = "writing"
    REPEATING = "repeating"
    FSCK = "fsck"
    SEQUENCER = "sequencer"
    WITNESSES = "witnesses"
    BUNDLE_BY_KEY = "bundle_by_key"
    BUNDLE = "bundle"
    RECEIPT = "receipt"
    CHECKPOINT = "checkpoint"
    MONITOR = "monitor"


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """``caught`` says for each defence that notices what it says then; no other one does."""

    about: str
    taken: Taken
    caught: Mapping[Defence, str]
    deed: Deed

    @property
    def name(self) -> str:
        """Return the name that a test run shows."""
        return self.deed.__name__


def attack(taken: Taken = Taken.DATABASE, **caught: str) -> Callable[[Deed], Attack]:
    """Make an attack of a function; its docstring says what is done.

    ``caught`` has the code that each defence answers with, by its name in `Defence`.
    """

    def made(deed: Deed) -> Attack:
        about = " ".join((deed.__doc__ or "").split()).rstrip(".")
        found = {Defence(name): code for name, code in caught.items()}
        return Attack(about=about, taken=taken, caught=found, deed=deed)

    return made
