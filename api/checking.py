"""Everything that is stored, hashed anew and held against what was signed: ``counterseal fsck``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeAlias
from uuid import UUID

import msgspec

from aggregates.catalogue import EVENTS
from api import ids
from api.annexes.wiring import annex_store
from api.clock import now
from api.database import application_login
from api.home import Home
from api.sequencing import sequencer_folder
from api.settings import Settings
from api.storage.checks import Check, put_check
from api.storage.operations import Operations
from api.trusting_logs import read_policy
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.errors import LedgerError
from ledger.files.files import Files
from ledger.fsck.beside import check_beside
from ledger.fsck.check import Report, fsck
from ledger.fsck.contents import Secrets, check_contents
from ledger.fsck.fault import Fault, as_far_as_readable, unreadable
from ledger.fsck.orphans import orphans
from ledger.fsck.unsigned import FRESH_SECONDS, Due
from ledger.instants import MICROSECONDS
from ledger.keys.requests import RequestKeys
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.policy import Policy
from ledger.proof.vkey import VerifierKey
from ledger.sequencer.keys import LogKeys, origin_parts
from ledger.sequencer.remembered import Remembered
from ledger.signed import read_signed

PARTS: Final = 20
"""Into so many parts is the work on a log divided, for whoever watches."""

Showing: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]

NO_TABLE: Final = Fault(check="log", expected="its events", actual="no table of them")
GONE: Final = Fault(check="log", expected="a log that was signed", actual="none of its rows")
NO_FAULT: Final = Fault(check="", expected="", actual="")
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
    settings: Settings, policy: Path | None, processes: int, showing: Showing, *, keys: bool
) -> Iterator[tuple[str, Report]]:
    """Yield each log with what was found of it; ``showing`` gives what to call after each part.

    Also each one of which nothing is left, by what is remembered beside the keys and by the policy.
    At the end, what belongs to no log at all. With ``keys``, events and files are opened too.

    Raises:
        ApiError: ``policy_unreadable``; ``part_missing`` if there are no keys here.
        LedgerError: as `fsck`, `FileKeyStore` and `check_contents`; ``policy_malformed``.
    """
    known = read_policy(policy) if policy else None
    opened_by = Home.of(settings).keys() if keys else None
    files = Files(annex_store(settings), opened_by) if opened_by else None
    secret_of = opened_by.secret if opened_by else None
    with application_login(settings) as dsn:
        logs = read_signed(dsn)
        for log in logs:
            with showing(f"log {log.log_id}", PARTS) as step:
                opening, parts = CheckedBooks(dsn, log.log_id), _Parts(step)
                own = _keys_of(log.log_id, known)
                try:
                    due = _due(settings, log.log_id, own, opening)
                    report = fsck(opening, own, processes, parts.reached, due)
                    report = _with(report, _more(opening, known, secret_of, files))
                except LedgerError as failed:
                    report = Report(events=0, signed=None, faults=(_unusable(failed),))
            yield str(log.log_id), report
        for gone in _gone(settings, {log.log_id for log in logs}, known):
            yield str(gone), Report(events=0, signed=None, faults=(GONE,))
        if lost := [*orphans(dsn)]:
            yield "database", Report(events=0, signed=None, faults=tuple(lost))


def _due(
    settings: Settings, log_id: UUID, own: Sequence[VerifierKey], opening: CheckedBooks
) -> Due:
    """Return how far a log must have been signed, as this machine and the policy know it."""
    before = now() - timedelta(seconds=FRESH_SECONDS)
    with opening() as book:
        remembered = _remembered(settings, log_id, own or book.published.keys())
    return Due(
        remembered=remembered,
        before=int(before.timestamp() * MICROSECONDS),
        only_remembered=not own,
    )


def _remembered(settings: Settings, log_id: UUID, keys: Sequence[VerifierKey]) -> Checkpoint | None:
    """Return what the sequencer has signed last, where its folder is here and can be read.

    A note that none of the keys has signed says nothing: whoever holds only the first key of a log
    is told of the others where its trees are looked at.
    """
    place = LogKeys(sequencer_folder(settings), settings.ledger_name).note_file(log_id)
    try:
        return Remembered(place, keys).read()
    except (LedgerError, OSError):
        return None


def _more(
    opening: CheckedBooks, policy: Policy | None, secret_of: Secrets | None, files: Files | None
) -> list[Fault]:
    """Return what is wrong beside what is hashed."""
    witnesses = [witness.key for witness in policy.witnesses] if policy else []
    with opening() as book:
        faults = [*check_beside(book, witnesses)]
        if secret_of is not None:
            contents = check_contents(book, secret_of, files)
            faults += as_far_as_readable(contents, "events and files")
    return faults


def _gone(settings: Settings, there: Collection[UUID], policy: Policy | None) -> list[UUID]:
    """Return the logs that were signed here, or that are named beside one that is there."""
    remembered = LogKeys(sequencer_folder(settings), settings.ledger_name).remembered()
    named = [origin_parts(log.key.name) for log in policy.logs] if policy else []
    here = {name for name, log in named if log in there}
    beside = {log for name, log in named if log is not None and name in here}
    return sorted({*remembered, *beside} - {*there})


def _unusable(failed: LedgerError) -> Fault:
    """Return what is wrong with a log of which nothing can be read.

    Raises:
        LedgerError: it says nothing of the log.
    """
    if failed.code == "log_unknown":
        return NO_TABLE
    if failed.code != "unreadable":
        raise failed
    return unreadable(failed, "the log")


def _with(report: Report, more: list[Fault]) -> Report:
    return msgspec.structs.replace(report, faults=(*report.faults, *more))


class _Parts:
    """Calls ``step`` once for each part of the work that is done."""

    def __init__(self, step: Callable[[], None]) -> None:
        self._step = step
        self._told = 0

    def reached(self, done: int, of: int) -> None:
        """Take notice of how much is done; nothing at all is all of it."""
        while self._told < (PARTS * done // of if of else PARTS):
            self._told += 1
            self._step()


def _keys_of(log: UUID, policy: Policy | None) -> list[VerifierKey]:
    """Return the keys of the log's trees in a policy: each origin names its log."""
    keys = [one.key for one in policy.logs] if policy else []
    return [key for key in keys if str(log) in key.name.split("/")]


def kept_check(log: str, report: Report, at: datetime, *, by_policy: bool, opened: bool) -> Check:
    """Return what is kept of a check of a log, for who asks when it was last checked."""
    first = report.faults[0] if report.faults else NO_FAULT
    return Check(
        log_id=UUID(log),
        at=at,
        events=report.events,
        signed_size=report.signed.size if report.signed else None,
        faults=len(report.faults),
        first_check=first.check,
        first_where=first.where or (f"position {first.position}" if first.position else ""),
        by_policy=by_policy,
        opened=opened,
        software=version("counterseal"),
    )


def keep_checks(settings: Settings, checks: Sequence[Check]) -> None:
    """Keep what was found of some logs where the integrity of the logs is told.

    Raises:
        LedgerError: ``unavailable``: the database takes nothing, or is not prepared for it.
    """
    with application_login(settings) as dsn:
        operations = Operations(dsn)
        try:
            with operations.transaction() as connection:
                for one in checks:
                    put_check(connection, one)
        finally:
            operations.close()
