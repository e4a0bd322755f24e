"""How the server of a ledger is set up, as the application's role sees it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from psycopg import Error, connect

from ledger.errors import LedgerError
from ledger.silence import ANSWER_SECONDS, within

_QUERY = """
SELECT current_setting('server_version'),
    current_setting('server_version_num')::int / 10000,
    array_remove(ARRAY[
        CASE WHEN current_setting('fsync') = 'off' THEN 'fsync' END,
        CASE WHEN current_setting('full_page_writes') = 'off' THEN 'full_page_writes' END,
        CASE WHEN current_setting('synchronous_commit') = 'off' THEN 'synchronous_commit' END
    ], NULL),
    current_setting('data_checksums') = 'on',
    (SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
        FROM pg_roles WHERE rolname = current_user)
    OR EXISTS (
        SELECT FROM pg_class AS t, pg_roles AS r
        WHERE t.relnamespace = to_regnamespace('ledger') AND t.relkind IN ('r', 'p')
        AND pg_has_role(r.oid, 'MEMBER')
        AND has_table_privilege(r.oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
    clock_timestamp()
"""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """``unsafe`` names the settings without which an acknowledged event can be lost in a crash.

    ``too_mighty`` says that the application's role may do more than work with the ledger: it has
    powers over the server, or a way to the ledger's tables past its functions.
    ``clock`` is the server's.
    """

    version: str
    major: int
    unsafe: tuple[str, ...]
    checksums: bool
    too_mighty: bool
    clock: datetime


def read_condition(app_dsn: str) -> Condition:
    """Return the condition of the server that ``app_dsn`` logs in to.

    Raises:
        LedgerError: ``server_unreachable``.
    """
    try:
        with connect(app_dsn, autocommit=True) as connection, within(connection, ANSWER_SECONDS):
            row = connection.execute(_QUERY).fetchone()
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
    names = Condition.__struct_fields__
    return msgspec.convert(dict(zip(names, row or (), strict=True)), Condition)
