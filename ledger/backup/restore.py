"""A backup restored on a server that lives as long as the check, and compared with what it was.

Every hash is computed anew from the restored bytes; the manifest says where the logs ended.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from psycopg.conninfo import make_conninfo

from ledger.backup.dump import DUMP
from ledger.backup.manifest import Manifest
from ledger.backup.tools import run_tool
from ledger.datastore import LedgerDatastore
from ledger.embedded import Server, temporary
from ledger.errors import LedgerError
from ledger.rehash import Head, rehash
from ledger.roles import Roles, admit_roles, make_database, make_roles
from ledger.rows import Rows
from ledger.signed import read_signed

_DATABASE: Final = "restored"
_ROLES: Final = Roles("restored")


def _silent(_head: Head, _position: int) -> None:
    """Say nothing of how far the check is."""


@contextmanager
def restored(folder: Path) -> Generator[str, None, None]:
    """Give a login to the restored tables, as long as they are needed.

    Raises:
        LedgerError: ``tool_failed`` if the dump can not be read; what the embedded server raises.
    """
    with temporary(crash_safe=False) as server:
        owner = _owner(server)
        # whoever owned the tables there: what is in them is compared, not who may read it
        bare = ["--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={_DATABASE}"]
        run_tool("pg_restore", owner, [*bare, str(folder / DUMP)])
        yield owner


def require_heads(
    dsn: str, manifest: Manifest, progress: Callable[[Head, int], None] = _silent
) -> None:
    """Refuse restored logs that are not, event by event, what the manifest says.

    One of which it says nothing must be empty. ``progress`` gets the head that a log should come
    to, and how far it was read.

    Raises:
        LedgerError: ``head_differs``, ``log_unknown``, and as `rehash`.
    """
    named = {head.log_id: head for head in manifest.logs}
    there = {str(one.log_id): one.log_id for one in read_signed(dsn)}
    for log in sorted({*named, *there}):
        if log not in there:
            raise LedgerError("log_unknown", log_id=log)
        expected, log_id = named.get(log, Head(log_id=log)), there[log]
        store = LedgerDatastore(dsn, log_id, readers=1, read_seconds=5.0, answer_seconds=300.0)
        try:
            rows = Rows(log_id, store.pool)
            found = rehash(log_id, rows, lambda position: progress(expected, position))  # noqa: B023 - called within
        finally:
            store.close()
        _require_same(expected, found)


def _owner(server: Server) -> str:
    """Return a login that owns an empty database, and has no right beside.

    A superuser runs whatever a dump says, programs of this machine as well (``COPY ... PROGRAM``):
    whoever can write where backups are would run theirs here, beside the key-encryption keys.
    """
    make_roles(server.superuser_dsn, _ROLES)
    make_database(server.superuser_dsn, _DATABASE)
    admit_roles(make_conninfo(server.superuser_dsn, dbname=_DATABASE), _ROLES)
    login = server.dsn(_ROLES.name("migrator"), _DATABASE)
    return make_conninfo(login, options=f"-c role={_ROLES.name('owner')}")


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
