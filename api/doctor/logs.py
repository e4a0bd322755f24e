"""What the logs must be: signed by somebody, witnessed by others, and never halted by an alarm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from api.database import application_login
from api.doctor import Finding, Level
from api.errors import tell
from api.settings import Settings
from ledger.errors import LedgerError
from ledger.signed import LogSigned, read_signed

_FIX: Final = (
    "Stop the fair, keep the disks as they are, and have the auditors compare them with the last"
    " checkpoint that a witness or a party holds."
)
_FIXES: Final = {
    "log_shrank": "Nothing can be recorded in it meanwhile. Restore what is missing; if it is lost,"
    ' let the log go on: counterseal rotate-log {log} --reason "...".',
    "key_missing": "Put the key back where the sentence says; if it is lost, let the log go on:"
    ' counterseal rotate-log {log} --reason "...".',
    "rotation_unsaid": "Whoever rotated it was interrupted: ask again with counterseal rotate-log"
    ' {log} --reason "...".',
}


def logs(settings: Settings) -> Iterator[Finding]:
    """Are the logs signed as far as they are, and did anybody outside see it?"""
    with suppress(LedgerError):  # that there is no database is said already
        with application_login(settings) as dsn:
            found = read_signed(dsn)
        yield from about(found, settings)


def about(logs: Iterable[LogSigned], settings: Settings) -> Iterator[Finding]:
    """Yield what there is to say about the logs."""
    for log in logs:
        yield _alarm(log, settings) if log.halted else _signed(log, settings)


def _signed(log: LogSigned, settings: Settings) -> Finding:
    behind = log.size < log.position
    alone = settings.witnesses is not None and not log.witnesses
    seen = (
        f"witnessed by {log.witnesses} outside" if log.witnesses else "witnessed by nobody outside"
    )
    return Finding(
        what=f"log {log.log_id}",
        level=Level.NOTICE if behind or alone else Level.FINE,
        found=f"signed up to position {log.size} of {log.position}, {seen}",
        why="What is not signed can be changed unnoticed; what nobody outside has seen can be"
        " changed by whoever has the log's key.",
        fix="Keep counterseal serve running, and see that the witnesses can be reached.",
    )


def _alarm(log: LogSigned, settings: Settings) -> Finding:
    alarm = tell("ledger", log.halted, log.facts, settings.language)
    return Finding(
        what=f"log {log.log_id}",
        level=Level.PROBLEM,
        found=f"{alarm} Signed up to position {log.size}.",
        why="Something that was signed is not so any more: it was changed, or an older state came"
        " back.",
        fix=_FIXES.get(log.halted, _FIX).format(log=log.log_id),
    )
