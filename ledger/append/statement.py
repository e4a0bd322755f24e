"""The one statement that appends, as the database driver's lowest level runs it.

A group is one call into the C library and back. Sent the usual way, the leader would take the
interpreter's lock again several times for each group, and would wait for it behind every thread
whose next request it is about to append.
"""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import Connection, Error, OperationalError
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

_NAME = b"ledger_append"
_UUID = 2950
_INT4S, _INT8S, _TEXTS, _BYTEAS, _UUIDS = 1007, 1016, 1009, 1001, 2951
_TYPES = (
    *(_UUID, _TEXTS, _TEXTS, _BYTEAS, _TEXTS, _INT4S, _UUIDS, _INT4S, _INT8S, _INT4S),
    *(_TEXTS, _BYTEAS, _BYTEAS, _BYTEAS, _INT4S, _BYTEAS, _BYTEAS),
)
_TEXT = b"""SELECT recorded_at, outcomes, firsts, lasts, leaves FROM ledger.append(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"""
_FORMATS = (Format.BINARY,) * len(_TYPES)


def prepare_append(connection: Connection[TupleRow]) -> None:
    """Prepare the statement on a new connection.

    Raises:
        psycopg.Error: the server refused.
    """
    result = connection.pgconn.prepare(_NAME, _TEXT, _TYPES)
    if result.status != ExecStatus.COMMAND_OK:
        raise _failure(connection, result)


def call_append(connection: Connection[TupleRow], arguments: Sequence[bytes]) -> TupleRow:
    """Run the statement, which commits, and return its row. Is not interrupted while it waits.

    Raises:
        psycopg.Error: the server refused, or the connection was lost.
    """
    result = connection.pgconn.exec_prepared(_NAME, arguments, _FORMATS, Format.BINARY)
    if result.status != ExecStatus.TUPLES_OK:
        raise _failure(connection, result)
    transformer = Transformer(connection)
    transformer.set_pgresult(result)
    (row,) = transformer.load_rows(0, result.ntuples, tuple)
    return row


def _failure(connection: Connection[TupleRow], result: PGresult) -> Error:
    # the library has no code of the server's to go by when it was the connection that failed
    if connection.closed:
        return OperationalError(result.get_error_message())
    return error_from_result(result)
