"""Waiting longer after each wrong attempt, so that nobody guesses with patience either.

Attempts are counted as they begin, and forgotten when one succeeds: many at once count as many.
After five the next has to wait, each time twice as long, a quarter of an hour at most: so a
stranger who tries for somebody delays their next sign-in by password, and locks nobody out. Who is
signed in, or has a passkey, is not concerned. An address without an account waits in the same way.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias

from api.accounts.accounts import Accounts
from api.refusals import ApiError
from api.storage.limits import attempts_at, forget_attempts, put_attempts
from api.storage.operations import Transaction

Way: TypeAlias = Literal["password", "link", "step_up", "outside"]
"""In which way somebody proves who they are, which is counted by itself."""

FREE: Final = 5
"""After how many the waiting begins."""
FIRST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(minutes=15)
MEMORY: Final = timedelta(days=1)
"""After how long without an attempt all are forgotten."""
KEPT: Final = FREE + math.ceil(math.log2(LONGEST / FIRST)) + 1
"""How many are kept: with more, the waiting grows no longer."""


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many attempts that failed."""
    if failures < FREE:
        return timedelta()
    doubled: int = 2 ** min(failures - FREE, KEPT)
    return min(FIRST * doubled, LONGEST)


def require_patience(accounts: Accounts, way: Way, who: bytes) -> None:
    """Count an attempt of ``who``, that fails unless `forgive` is called.

    Raises:
        ApiError: ``too_many_requests`` with the seconds after which to come back; not counted.
    """
    at, key = accounts.clock(), _key(accounts, way, who)
    with accounts.operations.transaction() as connection:
        before = attempts_at(connection, key, at, MEMORY)
        until = _until(before)
        if at >= until:
            put_attempts(connection, key, [*before, at][-KEPT:], at + MEMORY)
            return
    raise ApiError("too_many_requests", retry_after=math.ceil((until - at).total_seconds()))


def forgive(connection: Transaction, accounts: Accounts, way: Way, who: bytes) -> None:
    """Forget what failed: somebody has shown who they are."""
    forget_attempts(connection, _key(accounts, way, who))


def _until(before: list[datetime]) -> datetime:
    return before[-1] + wait_after(len(before)) if before else datetime.min.replace(tzinfo=UTC)


def _key(accounts: Accounts, way: Way, who: bytes) -> bytes:
    return accounts.secrets.keyed("limit", b"backoff", way.encode(), who)
