"""The one session that signs: who has it leads, and who loses it can publish no more.

The lock that makes a leader is the session's, and so is every transaction of the trees: there is
no moment at which a leader that was deposed could still publish.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, TypeAlias

from psycopg import Connection, Error, connect, errors
from psycopg.rows import TupleRow

from ledger.errors import LedgerError
from ledger.network import bounded_dsn
from ledger.silence import within

Session: TypeAlias = Connection[TupleRow]

ANSWER_SECONDS: Final = 35.0
"""A little longer than the server takes before it gives up by itself."""

LEAD_SECONDS: Final = 25.0
"""Who steps back ends what is under way first, with witnesses too."""

_LOCK: Final = 0x7365717565
_LEAD: Final = "SELECT pg_try_advisory_lock(%s)"
_WAIT: Final = "SELECT set_config('lock_timeout', %s, false), pg_advisory_lock(%s)"
_WAITED_FOR: Final = """
SELECT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = %s)
"""
# a role may turn its own synchronous_commit off: a head would be published that a crash takes back
_SETTINGS: Final = """
SELECT set_config('statement_timeout', '30s', false), set_config('lock_timeout', '5s', false),
    set_config('synchronous_commit', CASE waits WHEN 'off' THEN 'on' ELSE waits END, false)
FROM current_setting('synchronous_commit') AS waits
"""


@contextmanager
def opened(dsn: str) -> Generator[Session, None, None]:
    """Give a session of the sequencer's login.

    Raises:
        LedgerError: ``unavailable``.
    """
    with reaching(), connect(bounded_dsn(dsn), autocommit=True) as session:
        session.execute(_SETTINGS)
        yield session


@contextmanager
def asking(session: Session) -> Generator[None, None, None]:
    """Wait for the session's answers no longer than they may take, whatever the server does.

    Raises:
        LedgerError: ``unavailable``.
    """
    with reaching(), within(session, ANSWER_SECONDS):
        yield


@contextmanager
def reaching() -> Generator[None, None, None]:
    """Say of whatever goes wrong between here and the server that it is out of reach.

    Raises:
        LedgerError: ``unavailable``.
    """
    try:
        yield
    except Error as failed:
        raise LedgerError("unavailable", reason=str(failed)) from failed


def lead(session: Session) -> bool:
    """Become the one that signs, or stay it; return whether it is us. Never waits.

    Raises:
        LedgerError: ``unavailable``.
    """
    with asking(session):
        return session.execute(_LEAD, [_LOCK]).fetchone() == (True,)


def take_lead(session: Session) -> None:
    """Become the one that signs: whoever does steps back for those who wait. Waits some seconds.

    Raises:
        LedgerError: ``sequencer_busy`` if nobody stepped back; ``unavailable``.
    """
    with reaching(), within(session, ANSWER_SECONDS):
        try:
            session.execute(_WAIT, [f"{LEAD_SECONDS * 1000:.0f}ms", _LOCK])
        except errors.LockNotAvailable as waited:
            raise LedgerError("sequencer_busy") from waited


def is_waited_for(session: Session) -> bool:
    """Return whether somebody waits for the lead that this session has.

    Raises:
        LedgerError: ``unavailable``.
    """
    with asking(session):
        return session.execute(_WAITED_FOR, [_LOCK]).fetchone() == (True,)
