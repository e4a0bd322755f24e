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
from ledger.sequencer.news import News
from ledger.sequencer.session import Session, asking, is_waited_for, lead, opened

ROUND_SECONDS: Final = 0.05
"""No log is signed more often."""
BUSY_SECONDS: Final = 0.2
"""Nor more often than so while there are many events: each head costs the same, whatever is new."""
MANY_EVENTS: Final = 64
WAITED_FOR_SECONDS: Final = 0.5
STANDBY_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 2.0

_HEADS: Final = "SELECT log_id, position FROM ledger.log_head ORDER BY log_id"


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
    news = News(session)
    with ExitStack() as stack:
        asking_for = Cosigning(office.dsn, office.witnesses, trouble, office.is_enough)
        cosigning = stack.enter_context(asking_for)
        logs: dict[UUID, Followed] = {}
        looked = monotonic()
        while not stopping.is_set():
            begun = monotonic()
            if begun - looked >= WAITED_FOR_SECONDS:
                looked = begun
                if is_waited_for(session):
                    return
            heads = heads_of(session)
            for log_id in heads.keys() - logs.keys():
                followed = Followed(office, session, log_id, cosigning, trouble)
                logs[log_id] = stack.enter_context(closing(followed))
            signed = sum(followed.step(heads.get(log_id)) for log_id, followed in logs.items())
            if not signed:
                news.wait()
            elif signed >= MANY_EVENTS:
                news.ignore()
            stopping.wait(max(0.0, begun + pause_after(signed) - monotonic()))


def pause_after(signed: int) -> float:
    """Return how long at least a round takes that signs so many events, in seconds.

    Few of them are signed soon, for those who wait for a receipt; many together.
    """
    return BUSY_SECONDS if signed >= MANY_EVENTS else ROUND_SECONDS


def heads_of(session: Session) -> dict[UUID, int]:
    """Return every log of the database, and its last position.

    Raises:
        LedgerError: ``unavailable``.
    """
    with asking(session):
        return dict(session.execute(_HEADS).fetchall())
