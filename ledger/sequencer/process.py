"""The process that signs: every log of the database, by the one of several that leads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from threading import Event
from time import monotonic
from typing import Final
from uuid import UUID

from ledger.errors import LedgerError
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.session import Session, asking, is_waited_for, lead, opened, reaching

ROUND_SECONDS: Final = 0.05
"""No log is signed more often."""
IDLE_SECONDS: Final = 0.25
STANDBY_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 2.0

_LOGS: Final = "SELECT log_id FROM ledger.log_head ORDER BY log_id"
_LISTEN: Final = "LISTEN ledger"


def sequence(office: Office, stopping: Event, trouble: Callable[[LedgerError], None]) -> None:
    """Sign every log, or stand by until nobody else does, until told to stop.

    Whoever waits for the lead, as an operator does who rotates a log, gets it.

    A log with which something is wrong is signed no further; the others are. ``trouble`` is told.
    """
    while not stopping.is_set():
        try:
            with opened(office.dsn) as session:
                if lead(session):
                    _lead(office, session, stopping, trouble)
            stopping.wait(STANDBY_SECONDS)
        except LedgerError as failed:
            trouble(failed)
            stopping.wait(RETRY_SECONDS)


def _lead(
    office: Office, session: Session, stopping: Event, trouble: Callable[[LedgerError], None]
) -> None:
    with asking(session):
        session.execute(_LISTEN)
    with ExitStack() as stack:
        asking_for = Cosigning(office.dsn, office.witnesses, trouble, office.is_enough)
        cosigning = stack.enter_context(asking_for)
        logs: dict[UUID, Followed] = {}
        while not stopping.is_set() and not is_waited_for(session):
            begun = monotonic()
            for log_id in logs_of(session):
                if log_id not in logs:
                    followed = Followed(office, session, log_id, cosigning, trouble)
                    logs[log_id] = stack.enter_context(closing(followed))
            done = [followed.step() for followed in logs.values()]
            if not any(done):
                _await_news(session)
            stopping.wait(max(0.0, begun + ROUND_SECONDS - monotonic()))


def logs_of(session: Session) -> list[UUID]:
    """Return every log of the database.

    Raises:
        LedgerError: ``unavailable``.
    """
    with asking(session):
        return [log_id for (log_id,) in session.execute(_LOGS).fetchall()]


def _await_news(session: Session) -> None:
    """Wait until something was appended, or for a moment: a hint that is lost costs no more."""
    with reaching():
        list(session.notifies(timeout=IDLE_SECONDS, stop_after=1))
