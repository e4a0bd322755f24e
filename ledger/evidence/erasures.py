"""Which erasures explain why something of a history can be opened by nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final
from uuid import UUID

from psycopg import sql

from ledger.erasures import erasure_of
from ledger.errors import LedgerError
from ledger.rows import Row, Rows, query_of
from ledger.sealing import KID_BYTES, SEALED

# the names are written out: only so the server knows that its index has all of them
_ERASURES: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.position <= %b AND e.type IN (
        'ledger.deal_erased.v1', 'ledger.person_erased.v1')
    ORDER BY e.position
""")


def destroyed_of(secret_of: Callable[[bytes], bytes], rows: Iterable[Row]) -> set[bytes]:
    """Return the names of the keys under which events are stored, and that were destroyed.

    Raises:
        LedgerError: ``key_unknown``, and whatever else ``secret_of`` raises.
    """
    kids = {row.payload[1 : 1 + KID_BYTES] for row in rows if row.payload[0] == SEALED}
    return {kid for kid in kids if _is_destroyed(secret_of, kid)}


def erasures_of_keys(log_id: UUID, rows: Rows, kids: Collection[bytes], size: int) -> list[Row]:
    """Return the erasures among the first ``size`` events of a log that name one of these keys.

    Raises:
        LedgerError: as `erasure_of` and `Rows.fetch`.
    """
    if not kids:
        return []
    names = {kid.hex() for kid in kids}
    found = map(Row._make, rows.fetch(query_of(_ERASURES, log_id), [log_id, size]))
    return [row for row in found if names & _named(row)]


def _named(row: Row) -> set[str]:
    return {key.kid for key in erasure_of(row.type, row.payload).keys}


def _is_destroyed(secret_of: Callable[[bytes], bytes], kid: bytes) -> bool:
    try:
        secret_of(kid)
    except LedgerError as told:
        if told.code == "key_destroyed":
            return True
        raise
    return False
