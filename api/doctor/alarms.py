"""What web processes found: something was signed that is not what they had recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from api.database import application_login
from api.doctor import Finding, Level
from api.errors import sentence
from api.settings import Settings
from api.storage.alarms import Alarm
from api.storage.alarms import alarms as known_alarms
from api.storage.operations import Operations
from ledger.errors import LedgerError


def alarms(settings: Settings) -> Iterator[Finding]:
    """Was anything signed otherwise than it had been recorded?"""
    try:
        with (
            application_login(settings) as dsn,
            closing(Operations(dsn)) as operations,
            operations.transaction() as connection,
        ):
            found = known_alarms(connection)
    except LedgerError:  # that there is no database, or an older one, is said already
        return
    yield from about(found, settings)


def about(found: Iterable[Alarm], settings: Settings) -> Iterator[Finding]:
    """Yield what there is to say about alarms."""
    for alarm in found:
        told = sentence(LedgerError(alarm.code, **alarm.facts), settings.language)
        yield Finding(
            what=f"log {alarm.log_id}",
            level=Level.PROBLEM,
            found=f"{told} First met {alarm.at:%Y-%m-%d %H:%M:%S} UTC.",
            why="Somebody changed the database between the moment at which an event was recorded"
            " and that at which it was signed.",
            fix="Stop the fair, keep the disks as they are, and have the auditors compare them with"
            " the answer that the party got.",
        )
