"""The ledger's tables in a file, and where each log ended in them: both of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, LiteralString

import msgspec
from psycopg import Connection, Error, IsolationLevel, connect

from ledger.backup.tools import run_tool
from ledger.errors import LedgerError
from ledger.network import bounded_dsn
from ledger.rehash import Head

DUMP: Final = "ledger.dump"
_HEADS: LiteralString = """
    SELECT h.log_id::text, h.position, coalesce(e.recorded_at, 0),
        coalesce(encode(e.leaf_hash, 'hex'), '')
    FROM ledger.log_head AS h
    LEFT JOIN ledger.events AS e ON e.log_id = h.log_id AND e.position = h.position
    ORDER BY h.log_id
"""


class Dumped(msgspec.Struct, frozen=True):
    """What was dumped, and from which server."""

    server_version: str
    heads: tuple[Head, ...]


def dump(dsn: str, folder: Path, candidates: Sequence[Path] = ()) -> Dumped:
    """Write the ledger's schema to ``folder``. Needs no more rights than the application has.

    Who writes meanwhile is not stopped: the dump and the heads are read from one snapshot.

    Raises:
        LedgerError: ``server_unreachable``, ``postgresql_missing``, ``tool_failed``.
    """
    try:
        with connect(bounded_dsn(dsn)) as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            snapshot, version = _snapshot(connection)
            heads = tuple(
                Head(log_id=log_id, position=position, recorded_at=recorded_at, leaf_hash=leaf)
                for log_id, position, recorded_at, leaf in connection.execute(_HEADS)
            )
            run_tool("pg_dump", dsn, _arguments(folder, snapshot), candidates)
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
    return Dumped(version, heads)


def _snapshot(connection: Connection) -> tuple[str, str]:
    found = connection.execute(
        "SELECT pg_export_snapshot(), current_setting('server_version')"
    ).fetchone()
    snapshot, version = found or ("", "")
    return snapshot, version


def _arguments(folder: Path, snapshot: str) -> list[str]:
    return [
        "--format=custom",
        "--schema=ledger",
        f"--snapshot={snapshot}",
        "--lock-wait-timeout=10s",
        f"--file={folder / DUMP}",
    ]
