"""The one session that writes views: who has it leads, and who loses it can write no more.

The lock that makes a leader is the session's, and so is every transaction of the views: there is
no moment at which a leader that was deposed could still write.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import msgspec
from psycopg import Error, connect

from ledger.network import bounded_dsn
from ledger.prepare import PROJECTOR_SUFFIX
from ledger.roles import Roles
from ledger.silence import within
from projections.errors import ProjectionError
from projections.runner.tables import Session

_LOCK: Final = 0x70726F6A656374
_LEAD: Final = "SELECT pg_try_advisory_lock(%s)"
_SETTINGS: Final = """
SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false),
    set_config('idle_in_transaction_session_timeout', %s, false),
    set_config('synchronous_commit', 'off', false), set_config('timezone', 'UTC', false)
"""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait, in seconds: for a statement, a lock, a batch, a leap, an index."""

    statement_seconds: float = 30.0
    lock_seconds: float = 5.0
    batch_seconds: float = 60.0
    leap_seconds: float = 300.0
    index_seconds: float = 3600.0


@contextmanager
def opened(dsn: str, bounds: Bounds) -> Generator[Session, None, None]:
    """Give a session of the projector, no more than an hour of silence in any of its waits.

    A commit waits for no disk: after a crash of the server, what was lost is written again, and
    the position with it.

    Raises:
        ProjectionError: ``unavailable``.
    """
    with reaching(), connect(bounded_dsn(dsn), autocommit=True) as session:
        milliseconds = [f"{bounds.statement_seconds:.3f}s", f"{bounds.lock_seconds:.3f}s"]
        session.execute(_SETTINGS, [*milliseconds, f"{bounds.batch_seconds:.3f}s"])
        yield session


@contextmanager
def reaching() -> Generator[None, None, None]:
    """Say of whatever goes wrong between here and the server that it is out of reach.

    Raises:
        ProjectionError: ``unavailable``.
    """
    try:
        yield
    except (Error, TimeoutError) as failed:
        raise ProjectionError("unavailable", reason=str(failed)) from failed


def lead(session: Session, bounds: Bounds) -> bool:
    """Become the leader, or stay it; return whether it is us. Never waits."""
    with within(session, bounds.statement_seconds):
        row = session.execute(_LEAD, [_LOCK]).fetchone()
    return row == (True,)


def roles_of(session: Session) -> Roles:
    """Return the roles of which the session's own is the projector.

    Raises:
        ProjectionError: ``role_unexpected``.
    """
    user = session.info.user
    if not user.endswith(PROJECTOR_SUFFIX):
        raise ProjectionError("role_unexpected", role=user, suffix=PROJECTOR_SUFFIX)
    return Roles(user.removesuffix(PROJECTOR_SUFFIX))
