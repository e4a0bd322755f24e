"""Work for several processes. Of a plain module: it must be found by the processes that help."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from tallies import CODEC, TALLY
from waiting import until

from ledger.application import LogSettings
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.replay import Span


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
