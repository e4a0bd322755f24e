"""What the ledger's server must be: within reach, ready, modest in rights, and never forgetful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aggregates.chronology import CLOCKS_APART
from api.clock import Clock, now
from api.database import application_login
from api.doctor import Finding, Level
from api.errors import sentence
from api.settings import Settings
from ledger.condition import Condition, read_condition
from ledger.errors import LedgerError

OLDEST_MAJOR = 15


def database(settings: Settings) -> Iterator[Finding]:
    """Can the application work with its ledger, and will the server keep what it is given?"""
    try:
        with application_login(settings) as dsn:
            condition = read_condition(dsn)
    except LedgerError as wrong:
        yield _out_of_reach(settings, wrong)
        return
    yield from about(condition)


def about(condition: Condition, tell: Clock = now) -> Iterator[Finding]:
    """Yield what there is to say about a server that answers."""
    yield _version(condition)
    yield _durability(condition)
    yield _checksums(condition)
    yield _rights(condition)
    yield _clocks(condition, tell())


def _out_of_reach(settings: Settings, wrong: LedgerError) -> Finding:
    given = settings.database_url is not None
    return Finding(
        what="database",
        level=Level.PROBLEM,
        found=sentence(wrong, settings.language),
        why="Nothing can be recorded and no history can be read.",
        fix="Start the server of DATABASE_URL, and run counterseal migrate with"
        " COUNTERSEAL_ADMIN_URL."
        if given
        else "Set DATABASE_URL to a PostgreSQL of yours, or mend what the sentence names.",
    )


def _version(condition: Condition) -> Finding:
    old = condition.major < OLDEST_MAJOR
    return Finding(
        what="database",
        level=Level.PROBLEM if old else Level.FINE,
        found=f"PostgreSQL {condition.version}, ready",
        why=f"The ledger's SQL is tested on PostgreSQL {OLDEST_MAJOR} and newer.",
        fix=f"Upgrade the server to PostgreSQL {OLDEST_MAJOR} or newer.",
    )


def _durability(condition: Condition) -> Finding:
    off = ", ".join(condition.unsafe)
    return Finding(
        what="durability",
        level=Level.PROBLEM if off else Level.FINE,
        found=f"off: {off}" if off else "fsync, full_page_writes and synchronous_commit are on",
        why="Otherwise a power cut loses events that the parties were told are recorded.",
        fix="Turn these settings on in postgresql.conf and reload the server.",
    )


def _checksums(condition: Condition) -> Finding:
    return Finding(
        what="page checksums",
        level=Level.FINE if condition.checksums else Level.NOTICE,
        found="on" if condition.checksums else "off",
        why="They find a disk that returns other bytes than it was given, before we do.",
        fix="Stop the server and run pg_checksums --enable.",
    )


def _rights(condition: Condition) -> Finding:
    return Finding(
        what="rights of the application",
        level=Level.PROBLEM if condition.too_mighty else Level.FINE,
        found="more than append and read" if condition.too_mighty else "append and read",
        why="Whoever breaks into the application must not be able to rewrite its history.",
        fix="Log in as the role ending in _app that counterseal migrate makes.",
    )


def _clocks(condition: Condition, here: datetime) -> Finding:
    apart = abs(here - condition.clock)
    return Finding(
        what="clocks",
        level=Level.FINE if apart <= CLOCKS_APART else Level.PROBLEM,
        found=f"{apart.total_seconds():.1f} s between this machine and the server",
        why="The server says when an event was recorded, this machine when it was decided.",
        fix="Synchronise both clocks (NTP).",
    )
