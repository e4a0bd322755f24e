"""Everything that is stored, hashed anew and held against what was signed: ``counterseal fsck``."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeAlias
from uuid import UUID

import msgspec

from aggregates.catalogue import EVENTS
from api import ids
from api.database import application_login
from api.settings import Settings
from api.trusting_logs import read_policy
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.fsck.check import Report, fsck
from ledger.keys.requests import RequestKeys
from ledger.proof.vkey import VerifierKey
from ledger.signed import read_signed

PARTS: Final = 20
"""Into so many parts is the work on a log divided, for whoever watches."""

Showing: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]

NO_KEYS: Final = RequestKeys(b"")
"""Whoever checks hashes opens nothing, and is given no key of any content."""


class CheckedBooks(msgspec.Struct, frozen=True):
    """Opens the book of one log, to be hashed; also in another process."""

    dsn: str
    log: UUID

    def __repr__(self) -> str:
        """Return the log only: the rest holds a password."""
        return f"CheckedBooks(log={self.log})"

    @contextmanager
    def __call__(self) -> Generator[Book, None, None]:
        """Open the book.

        Raises:
            LedgerError: ``unavailable``.
        """
        settings = LogSettings(dsn=self.dsn, log_id=self.log, readers=2)
        software = f"counterseal/{version('counterseal')}"
        book = Book(settings, Codec(EVENTS), NO_KEYS, software=software, new_id=ids.new_id)
        try:
            yield book
        finally:
            book.close()


def check_logs(
    settings: Settings, policy: Path | None, processes: int, showing: Showing
) -> Iterator[tuple[UUID, Report]]:
    """Yield each log with what was found of it; ``showing`` gives what to call after each part.

    Raises:
        ApiError: ``policy_unreadable``.
        LedgerError: as `fsck`; ``policy_malformed``.
    """
    keys = [log.key for log in read_policy(policy).logs] if policy else []
    with application_login(settings) as dsn:
        for log in read_signed(dsn):
            with showing(f"log {log.log_id}", PARTS) as step:
                opening, parts = CheckedBooks(dsn, log.log_id), _Parts(step)
                report = fsck(opening, _keys_of(log.log_id, keys), processes, parts.reached)
            yield log.log_id, report


class _Parts:
    """Calls ``step`` once for each part of the work that is done."""

    def __init__(self, step: Callable[[], None]) -> None:
        self._step = step
        self._told = 0

    def reached(self, done: int, of: int) -> None:
        """Take notice of how much is done."""
        while self._told < PARTS * done // of:
            self._told += 1
            self._step()


def _keys_of(log: UUID, keys: list[VerifierKey]) -> list[VerifierKey]:
    """Return the keys of the log's trees among these: each origin names its log."""
    return [key for key in keys if str(log) in key.name.split("/")]
