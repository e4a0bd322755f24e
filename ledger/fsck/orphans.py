"""Rows that belong to nothing: of a log that is not open, of a tree or a head that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, LiteralString

from psycopg import Error, connect
from psycopg.types.string import ByteaBinaryLoader

from ledger.errors import LedgerError
from ledger.fsck.broken import shown, shown_text
from ledger.fsck.fault import Fault
from ledger.network import bounded_dsn
from ledger.silence import ANSWER_SECONDS, within

_OF_LOG: Final[LiteralString] = """
    SELECT DISTINCT '{0}', t.log_id, ''::text FROM ledger.{0} AS t
    WHERE NOT EXISTS (SELECT FROM ledger.log_head AS h WHERE h.log_id = t.log_id)
"""
_OF_TREE: Final[LiteralString] = """
    SELECT DISTINCT '{0}', NULL::uuid, t.origin FROM ledger.{0} AS t
    WHERE NOT EXISTS (SELECT FROM ledger.trees AS r WHERE r.origin = t.origin)
"""
_COSIGNATURES: Final[LiteralString] = """
    SELECT DISTINCT 'cosignatures', NULL::uuid, s.origin FROM ledger.cosignatures AS s
    WHERE NOT EXISTS (
        SELECT FROM ledger.checkpoints AS c WHERE c.origin = s.origin AND c.size = s.size)
"""
_EVENTS: Final[LiteralString] = r"""
    SELECT c.relname::text, NULL::uuid, ''::text FROM pg_class AS c
    WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r'
    AND c.relname LIKE 'events\_%' AND NOT EXISTS (
        SELECT FROM ledger.log_head AS h
        WHERE 'events_' || replace(h.log_id::text, '-', '') = c.relname)
"""


def orphans(dsn: str) -> Iterator[Fault]:
    """Yield a fault for each log, tree or head that rows belong to and that is not there.

    Raises:
        LedgerError: ``server_unreachable``.
    """
    queries = [_OF_LOG.format(table) for table in ("streams", "commands", "blobs", "trees")]
    queries += [_OF_TREE.format(table) for table in ("tiles", "checkpoints")]
    query = " UNION ALL ".join([*queries, _COSIGNATURES, _EVENTS])
    try:
        with (
            connect(bounded_dsn(dsn), autocommit=True) as connection,
            within(connection, ANSWER_SECONDS),
        ):
            cursor = connection.cursor(binary=True)
            for kind in ("text", "uuid"):
                cursor.adapters.register_loader(kind, ByteaBinaryLoader)
            found = cursor.execute(query.encode()).fetchall()
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
    for table, log_id, origin in found:
        of = shown(log_id) if log_id else shown_text(origin)
        yield Fault(
            check="belonging",
            expected="a log, a tree and a head that are there",
            actual=f"rows of {of}" if of else "rows",
            where=f"ledger.{shown_text(table)}",
        )
