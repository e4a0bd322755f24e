"""The one connection on which a process appends to a log, and what it does when it breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic, sleep
from uuid import UUID

import msgspec
from psycopg import Connection, Error, OperationalError, errors
from psycopg.rows import TupleRow

from ledger.append.group import GroupAnswer, group_arguments, group_outcomes
from ledger.append.request import Outcome, Request
from ledger.append.statement import call_append, prepare_append
from ledger.errors import LedgerError
from ledger.silence import within

_FIRST_PAUSE_SECONDS = 0.02
_LONGEST_PAUSE_SECONDS = 0.5

SHRANK = "CS001"
"""What ``ledger.refuse_where_shrunk`` answers; its detail is what the alarm says."""
RETRY_SECONDS = 30
"""Somebody has to decide something first."""


class Timeouts(msgspec.Struct, frozen=True, kw_only=True):
    """How long an append may take. ``reconnect_seconds`` bounds the attempts after a loss.

    ``silence_seconds`` after the server should have given up by itself, its connection is cut.
    """

    lock_seconds: float = 2.0
    statement_seconds: float = 10.0
    silence_seconds: float = 5.0
    reconnect_seconds: float = 5.0

    @property
    def answer_seconds(self) -> float:
        """How long an answer is waited for, whatever the server does."""
        return self.statement_seconds + self.silence_seconds

    def settings(self) -> tuple[str, str]:
        """Return the server's ``lock_timeout`` and ``statement_timeout``."""
        return f"{self.lock_seconds * 1000:.0f}ms", f"{self.statement_seconds * 1000:.0f}ms"


# a role may turn its own synchronous_commit off, for good: then an answer would come too soon
_SET = """
SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false),
    set_config('synchronous_commit', CASE waits WHEN 'off' THEN 'on' ELSE waits END, false)
FROM current_setting('synchronous_commit') AS waits
"""


class Writer:
    """Calls ``ledger.append`` for a group. Used by one thread at a time.

    A connection that broke leaves open whether the group was stored. The same group is sent
    again: every request has a key, and what was stored answers as repeated.
    """

    def __init__(
        self, log_id: UUID, connect: Callable[[], Connection[TupleRow]], timeouts: Timeouts
    ) -> None:
        self._log_id = log_id
        self._connect = connect
        self._timeouts = timeouts
        self._connection: Connection[TupleRow] | None = None

    def write(self, requests: Sequence[Request]) -> list[Outcome | LedgerError]:
        """Append the group and return what came of each request, in order. Never raises."""
        try:
            return group_outcomes(requests, self._call(requests))
        except LedgerError as failed:
            if failed.code != "append_refused" or len(requests) == 1:
                return [failed] * len(requests)
        # one of them made the whole call fail; alone, the others go through
        return [outcome for request in requests for outcome in self.write([request])]

    def close(self) -> None:
        """Give the connection back to the server."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _call(self, requests: Sequence[Request]) -> GroupAnswer:
        try:
            arguments = group_arguments(self._log_id, requests)
        except UnicodeEncodeError as wrong:
            raise LedgerError("append_refused", reason=str(wrong)) from wrong
        deadline = monotonic() + self._timeouts.reconnect_seconds
        pause = _FIRST_PAUSE_SECONDS
        lost = False
        while True:
            try:
                connection = self._connected()
                with within(connection, self._timeouts.answer_seconds):
                    return GroupAnswer(*call_append(connection, arguments))
            except (errors.LockNotAvailable, errors.QueryCanceled) as waited:
                # once an answer was lost, nobody may be told that nothing was stored
                if lost:
                    raise LedgerError("unavailable", reason=str(waited)) from waited
                raise LedgerError("busy", reason=str(waited)) from waited
            except Error as failed:
                if not self._may_try_again(failed):
                    raise _refusal(failed) from failed
                if monotonic() > deadline:
                    raise LedgerError("unavailable", reason=str(failed)) from failed
            lost = True
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _connected(self) -> Connection[TupleRow]:
        if self._connection is None:
            connection = self._connect()
            try:
                with within(connection, self._timeouts.answer_seconds):
                    connection.execute(_SET, self._timeouts.settings())
                    prepare_append(connection)
            except Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _may_try_again(self, failed: Error) -> bool:
        """Return whether the same call can succeed later; drop a connection that can not serve."""
        demoted = isinstance(failed, errors.ReadOnlySqlTransaction)
        if self._connection is not None and (demoted or self._connection.closed):
            self.close()
        # lost, a deadlock, a full disk: the operation failed, and not the request
        return demoted or isinstance(failed, OperationalError)


def _refusal(failed: Error) -> LedgerError:
    """Return what is wrong with the request; or with the log, if that has less than was signed."""
    if failed.sqlstate != SHRANK:
        return LedgerError("append_refused", reason=str(failed))
    known = msgspec.json.decode(failed.diag.message_detail or "{}", type=dict[str, str])
    return LedgerError(
        "log_read_only",
        origin=known.get("origin"),
        signed=known.get("signed"),
        found=known.get("found"),
        known_by=known.get("known_by"),
        retry_after=RETRY_SECONDS,
    )
