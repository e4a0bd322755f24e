"""What the clients of a ledger have seen: who asked for what and when, and what they were told.

Times are numbers of one counter for all clients: what ended before something else began has a
smaller number.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import count
from threading import Lock
from typing import NamedTuple

import msgspec


class Outcome(Enum):
    """What a client was told of its command. An answer that never came says nothing."""

    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Entry(NamedTuple):
    """One event as it stands in the log; ``key`` is that of the command that it came of."""

    position: int
    stream: str
    version: int
    key: str


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """A command that was sent once: so many events for one stream, under a key.

    ``positions`` are those that its client was answered.
    """

    key: str
    stream: str
    events: int
    began: int
    ended: int
    outcome: Outcome
    positions: tuple[int, ...] = ()


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A stream as a client read it: the key of each event, in order."""

    stream: str
    began: int
    ended: int
    keys: tuple[str, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """All that was seen, and the log as it is in the end.

    ``followed`` has what each follower of the log was handed, in its order; ``others`` are the
    keys of what these clients did not send.
    """

    writes: tuple[Write, ...]
    reads: tuple[Read, ...]
    followed: tuple[tuple[Entry, ...], ...]
    log: tuple[Entry, ...]
    others: frozenset[str] = frozenset()


class Recording:
    """Takes down what clients see. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ticks = count(1)
        self._writes: list[Write] = []
        self._reads: list[Read] = []

    def now(self) -> int:
        """Return a time after all that were returned before."""
        with self._lock:
            return next(self._ticks)

    def wrote(self, write: Write) -> None:
        """Take down a command that has ended."""
        with self._lock:
            self._writes.append(write)

    def read(self, read: Read) -> None:
        """Take down a read that has ended."""
        with self._lock:
            self._reads.append(read)

    @property
    def acknowledged(self) -> int:
        """Return how many commands were said to be recorded."""
        with self._lock:
            return sum(write.outcome is Outcome.OK for write in self._writes)

    def history(
        self,
        log: Iterable[Entry],
        followed: Iterable[Iterable[Entry]] = (),
        others: Iterable[str] = (),
    ) -> History:
        """Return everything, with the log as it is now."""
        return History(
            writes=tuple(self._writes),
            reads=tuple(self._reads),
            followed=tuple(map(tuple, followed)),
            log=tuple(log),
            others=frozenset(others),
        )
