"""Work for several processes. Of a plain module: it must be found by the processes that help."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

from tallies import CODEC, TALLY
from waiting import until

from ledger.application import LogSettings
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.processes import Opening, work_through
from ledger.replay import Span

MARKS: list[int] = []
"""The processes that this one is a copy of, and itself, as far as they have left a mark."""


@contextmanager
def opened(dsn: str, log_id: UUID, keys: Path) -> Iterator[Book]:
    """Open a log of tallies."""
    settings = LogSettings(dsn=dsn, log_id=log_id)
    book = Book(settings, CODEC, FileKeyStore(keys, bytes(32)), software="tests/1", new_id=str)
    try:
        yield book
    finally:
        book.close()


def meet(flag: Path, caller: int) -> None:
    """Let the caller wait until a helper is at work."""
    if os.getpid() == caller:
        until(flag.exists)
    else:
        flag.touch()


def share(flag: Path, caller: int, book: Book, span: Span) -> tuple[int, list[int | None]]:
    """Return who did it, and the states of the span."""
    meet(flag, caller)
    return os.getpid(), [one.state for one in book.replay(TALLY, span)]


def die(flag: Path, caller: int, book: Book, span: Span) -> int:
    """End the process, if it is a helper."""
    meet(flag, caller)
    if os.getpid() != caller:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(list(book.replay(TALLY, span)))


def refuse(flag: Path, caller: int, _: Book, span: Span) -> int:
    """Refuse, if this is a helper."""
    meet(flag, caller)
    if os.getpid() != caller:
        raise LedgerError("versions_missing", stream_id=str(span.versions[0][0]), first=1)
    return 0


def marks(flag: Path, caller: int, _: Book, __: Span) -> tuple[int, list[int]]:
    """Return who did it, and the marks that it found."""
    meet(flag, caller)
    return os.getpid(), MARKS


def marked(opening: Opening, flag: Path) -> tuple[int, list[tuple[int, list[int]]]]:
    """Leave a mark, work with a helper, and return who we are and what each has found."""
    MARKS.append(os.getpid())
    work = partial(marks, flag, os.getpid())
    return os.getpid(), list(work_through(opening, work, processes=2, span_events=1))


def leave(flag: Path, caller: int, _: Book, __: Span) -> None:
    """End the process without a word if it is the caller, else tell which one is the helper."""
    if os.getpid() != caller:
        flag.write_text(str(os.getpid()))
    else:
        until(lambda: flag.exists() and flag.read_text() != "")
        os.kill(caller, signal.SIGKILL)


def left(opening: Opening, flag: Path) -> None:
    """Work with a helper, and die in the middle of it."""
    work = partial(leave, flag, os.getpid())
    list(work_through(opening, work, processes=2, span_events=1))


def runs(process: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(") ")[2][0] not in "ZX"
