"""What was erased, as the logs say: of one log, or of every log of a database."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from psycopg import Error, connect, sql

from aggregates.log.erasing.events import DealErased, DocumentsErased, Erasure, PersonErased
from ledger.codec import Codec, stored_name
from ledger.errors import LedgerError
from ledger.network import bounded_dsn
from ledger.payload import open_clear
from ledger.rows import Rows, query_of
from ledger.silence import ANSWER_SECONDS, within

_ERASURES: Final = (DealErased, PersonErased, DocumentsErased)
_CODEC: Final = Codec({stored_name(event): event for event in _ERASURES})
# the names are written out: only so the server knows that its index has all of them
_OF_LOG: Final = sql.SQL("""
    SELECT e.position, e.type, e.payload FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.type IN (
        'ledger.deal_erased.v1', 'ledger.person_erased.v1', 'ledger.documents_erased.v1')
    ORDER BY e.position
""")
_OF_ALL: Final = """
    SELECT e.log_id, e.position, e.type, e.payload FROM ledger.events AS e
    WHERE e.type IN (
        'ledger.deal_erased.v1', 'ledger.person_erased.v1', 'ledger.documents_erased.v1')
    ORDER BY e.log_id, e.position
"""


class RecordedErasure(NamedTuple):
    """What was erased, and the position at which the log says so."""

    position: int
    event: Erasure


def erasures_of(log_id: UUID, rows: Rows, after: int = 0) -> list[RecordedErasure]:
    """Return every erasure of a log after a position, in order.

    Raises:
        LedgerError: ``payload_malformed``, and as `Codec.decode`.
    """
    found = rows.fetch(query_of(_OF_LOG, log_id), [log_id, after])
    return [_recorded(position, name, payload) for position, name, payload in found]


def erasure_of_stream(log_id: UUID, rows: Rows, stream: UUID) -> RecordedErasure | None:
    """Return the erasure that took the keys of a stream, if there is one.

    Raises:
        LedgerError: as `erasures_of`.
    """
    named = str(stream)
    for one in erasures_of(log_id, rows):
        if any(key.stream == named for key in one.event.keys):
            return one
    return None


def erasures_of_all(dsn: str) -> list[tuple[UUID, RecordedErasure]]:
    """Return every erasure of every log, each with its log.

    Raises:
        LedgerError: ``server_unreachable``; as `erasures_of`.
    """
    try:
        with (
            connect(bounded_dsn(dsn), autocommit=True) as connection,
            within(connection, ANSWER_SECONDS),
        ):
            found = connection.execute(_OF_ALL, binary=True).fetchall()
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
    return [
        (log_id, _recorded(position, name, payload)) for log_id, position, name, payload in found
    ]


def erasure_of(name: str, payload: bytes) -> Erasure:
    """Return an erasure that is stored under its name.

    Raises:
        LedgerError: ``payload_malformed``, and as `Codec.decode`.
    """
    event = _CODEC.decode(name, open_clear(payload))
    assert isinstance(event, _ERASURES)  # noqa: S101 - by the name under which it is stored
    return event


def _recorded(position: int, name: str, payload: bytes) -> RecordedErasure:
    return RecordedErasure(position, erasure_of(name, payload))
