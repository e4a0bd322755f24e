"""The log of the reference fair, as it is written once and opened by every process that reads."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from uuid import UUID

import msgspec
from bench.appends.ours import new_uuid
from bench.fair import Course

from aggregates.catalogue import EVENTS
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.keys.file_store import FileKeyStore

KEK = bytes(range(32))
CODEC = Codec(EVENTS)


class FairLog(msgspec.Struct, frozen=True):
    """Where the log is, its keys, and the file that says what was written."""

    dsn: str
    log_id: UUID
    keys: Path
    written: Path

    @contextmanager
    def opened(self) -> Generator[Book, None, None]:
        """Open the log; every key is unwrapped here."""
        settings = LogSettings(dsn=self.dsn, log_id=self.log_id)
        keys = FileKeyStore(self.keys, KEK)
        book = Book(settings, CODEC, keys, software="bench", new_id=lambda: str(new_uuid()))
        try:
            yield book
        finally:
            book.close()


class Written(msgspec.Struct, frozen=True):
    """What was written: the plots, event by event, and how far each deal follows one."""

    plots: list[list[tuple[str, bytes]]]
    courses: list[Course]


class Expected:
    """The state of each deal as its writer had it."""

    def __init__(self, written: Written) -> None:
        self._courses = {one.deal: one for one in written.courses}
        self._states = [_states(plot) for plot in written.plots]

    def __getitem__(self, deal: str) -> Deal:
        """Return the state of a deal."""
        course = self._courses[deal]
        state = self._states[course.plot][course.length]
        return msgspec.structs.replace(state, id=deal)


@lru_cache(maxsize=1)
def expected(written: Path) -> Expected:
    """Return what the file says that was written."""
    return Expected(msgspec.msgpack.decode(written.read_bytes(), type=Written))


def _states(plot: list[tuple[str, bytes]]) -> list[Deal]:
    """Return the states before the first event of a plot, after it, after the second, ..."""
    decoded = (CODEC.decode(*event) for event in plot)
    events = (event for event in decoded if isinstance(event, DEAL.events))
    return list(accumulate(events, DEAL.evolve, initial=DEAL.initial))
