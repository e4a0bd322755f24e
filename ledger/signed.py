"""How far the logs of a database are signed and witnessed, and which are signed no further."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from uuid import UUID

from psycopg import Error, connect

from ledger.errors import LedgerError
from ledger.network import bounded_dsn
from ledger.rows import Rows
from ledger.silence import ANSWER_SECONDS, within

_LOGS: Final = """
SELECT h.log_id, h.position, coalesce(c.size, 0), coalesce(w.witnesses, 0), coalesce(x.code, ''),
    coalesce(x.facts, '{}')
FROM ledger.log_head AS h
LEFT JOIN LATERAL (
    SELECT t.origin FROM ledger.trees AS t WHERE t.log_id = h.log_id ORDER BY t.number DESC LIMIT 1
) AS t ON true
LEFT JOIN LATERAL (
    SELECT c.size FROM ledger.checkpoints AS c WHERE c.origin = t.origin
    ORDER BY c.size DESC LIMIT 1
) AS c ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS witnesses FROM ledger.cosignatures AS s
    WHERE s.origin = t.origin AND s.size = c.size
) AS w ON true
LEFT JOIN ledger.halted AS x ON x.log_id = h.log_id
ORDER BY h.log_id
"""
_SHRUNK: Final = b"""
    SELECT log_id, facts FROM ledger.halted WHERE code = 'log_shrank' ORDER BY log_id
"""


class LogSigned(NamedTuple):
    """One log: its last position, how far it is signed, and by how many witnesses its newest head.

    ``halted`` is the code of the alarm for which it is signed no further, empty if there is none.
    """

    log_id: UUID
    position: int
    size: int
    witnesses: int
    halted: str
    facts: Mapping[str, object]


class Shrunk(NamedTuple):
    """A log that is read only: it has less than was signed of it. ``facts`` are its alarm's."""

    log_id: UUID
    facts: Mapping[str, object]


def read_shrunk(rows: Rows) -> list[Shrunk]:
    """Return every log of the database that is read only; ``rows`` may be of any of them.

    Raises:
        LedgerError: as `Rows.fetch`.
    """
    return [*map(Shrunk._make, rows.fetch(_SHRUNK, []))]


def read_signed(dsn: str) -> list[LogSigned]:
    """Return how the logs stand; any login of the database may ask.

    Raises:
        LedgerError: ``server_unreachable``.
    """
    try:
        with (
            connect(bounded_dsn(dsn), autocommit=True) as connection,
            within(connection, ANSWER_SECONDS),
        ):
            return [LogSigned(*row) for row in connection.execute(_LOGS).fetchall()]
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
