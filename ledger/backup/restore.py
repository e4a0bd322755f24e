"""A backup restored on a server that lives as long as the check, and compared with what it was.

Every hash is computed anew from the restored bytes; the manifest says where the logs ended.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from ledger.backup.dump import DUMP
from ledger.backup.manifest import Manifest
from ledger.backup.tools import run_tool
from ledger.datastore import LedgerDatastore
from ledger.embedded import temporary
from ledger.errors import LedgerError
from ledger.rehash import Head, rehash
from ledger.roles import make_database
from ledger.rows import Rows

_DATABASE = "restored"


def _silent(_head: Head, _position: int) -> None:
    """Say nothing of how far the check is."""


@contextmanager
def restored(folder: Path) -> Generator[str, None, None]:
    """Give a login to the restored tables, as long as they are needed.

    Raises:
        LedgerError: ``tool_failed`` if the dump can not be read; what the embedded server raises.
    """
    with temporary(crash_safe=False) as server:
        make_database(server.superuser_dsn, _DATABASE)
        superuser = server.dsn("postgres", _DATABASE)
        # whoever owned the tables there: what is in them is compared, not who may read it
        bare = ["--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={_DATABASE}"]
        run_tool("pg_restore", superuser, [*bare, str(folder / DUMP)])
        yield superuser


def require_heads(
    dsn: str, manifest: Manifest, progress: Callable[[Head, int], None] = _silent
) -> None:
    """Refuse restored logs that are not, event by event, what the manifest says.

    ``progress`` gets the head that a log should come to, and how far it was read.

    Raises:
        LedgerError: ``head_differs``, ``log_unknown``, and as `rehash`.
    """
    for expected in manifest.logs:
        log_id = UUID(expected.log_id)
        store = LedgerDatastore(dsn, log_id, readers=1, read_seconds=5.0, answer_seconds=300.0)
        try:
            rows = Rows(log_id, store.pool)
            found = rehash(log_id, rows, lambda position: progress(expected, position))  # noqa: B023 - called within
        finally:
            store.close()
        _require_same(expected, found)


def _require_same(expected: Head, found: Head) -> None:
    if found != expected:
        raise LedgerError(
            "head_differs",
            log_id=expected.log_id,
            expected=expected.position,
            expected_leaf=expected.leaf_hash,
            actual=found.position,
            actual_leaf=found.leaf_hash,
        )
