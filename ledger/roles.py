"""The database roles: who may do what, made once for the whole cluster.

========== ===== ==========================================================
owner      no    owns schema, tables and functions; nobody can log in as it
migrator   yes   becomes the owner to apply migrations, and has nothing else
app        yes   reads, and calls the functions that append and open a log
projector  yes   reads, and makes read models in a schema of their own
sequencer  yes   reads, and calls the function that appends
auditor    yes   reads
========== ===== ==========================================================

Roles belong to a cluster, rights to a database: several databases may share one set of roles, or
have sets of their own by another ``prefix``.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from psycopg import Connection, Error, connect, sql

from ledger.errors import LedgerError
from ledger.turns import TURN_SECONDS, take_turn

MAINTENANCE_DATABASE = "postgres"
"""Advisory locks hold inside one database; roles are made under the lock of this one."""

LOCK = 0x636F756E74657273
_LOGINS = ("migrator", "app", "projector", "sequencer", "auditor")


class Roles(msgspec.Struct, frozen=True):
    """The names of the roles: ``counterseal_owner``, ``counterseal_app``, ..."""

    prefix: str = "counterseal"

    def name(self, kind: str) -> str:
        """Return the role of a kind of the table above: ``owner``, ``migrator``, ``app``, ..."""
        return f"{self.prefix}_{kind}"

    def names(self) -> dict[str, str]:
        """Return the role of each kind."""
        return {kind: self.name(kind) for kind in ("owner", *_LOGINS)}


def make_roles(dsn: str, roles: Roles, *, wait_seconds: float = TURN_SECONDS) -> None:
    """Make the roles that are missing, without passwords. Twice is no error.

    ``dsn`` logs in as one who may make roles, to any database of the cluster.

    Raises:
        LedgerError: ``roles_not_made``; ``others_at_work`` for longer than ``wait_seconds``.
    """
    try:
        with connect(dsn, dbname=MAINTENANCE_DATABASE) as connection:
            take_turn(connection, LOCK, wait_seconds)
            for statement in _missing_roles(connection, roles):
                connection.execute(statement)
    except Error as failed:
        raise LedgerError("roles_not_made", reason=str(failed)) from failed


def make_database(dsn: str, database: str, *, wait_seconds: float = TURN_SECONDS) -> bool:
    """Make the database when it is missing; return whether it was.

    Raises:
        LedgerError: ``database_not_made``; ``others_at_work`` for longer than ``wait_seconds``.
    """
    try:
        with connect(dsn, dbname=MAINTENANCE_DATABASE, autocommit=True) as connection:
            take_turn(connection, LOCK, wait_seconds)
            query = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(query, [database]).fetchone() is not None:
                return False
            statement = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")
            connection.execute(statement.format(sql.Identifier(database)))
            return True
    except Error as failed:
        raise LedgerError("database_not_made", reason=str(failed)) from failed


def admit_roles(dsn: str, roles: Roles) -> None:
    """Let the roles, and nobody else, connect to the database of ``dsn``; the owner may build.

    Raises:
        LedgerError: ``roles_not_made``.
    """
    names = {kind: sql.Identifier(name) for kind, name in roles.names().items()}
    try:
        with connect(dsn) as connection:
            database = sql.Identifier(connection.info.dbname)
            logins = sql.SQL(", ").join(names[kind] for kind in _LOGINS)
            for text in (
                "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
                "GRANT CONNECT ON DATABASE {database} TO {logins}",
                "GRANT CREATE ON DATABASE {database} TO {owner}",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            ):
                statement = sql.SQL(text)
                connection.execute(
                    statement.format(database=database, logins=logins, owner=names["owner"])
                )
    except Error as failed:
        raise LedgerError("roles_not_made", reason=str(failed)) from failed


def _missing_roles(connection: Connection, roles: Roles) -> Iterator[sql.Composed]:
    there = {str(name) for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    owner = sql.Identifier(roles.name("owner"))
    if roles.name("owner") not in there:
        yield sql.SQL("CREATE ROLE {} NOLOGIN").format(owner)
    for kind in _LOGINS:
        if roles.name(kind) not in there:
            yield sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(roles.name(kind)))
    yield sql.SQL("GRANT {} TO {}").format(owner, sql.Identifier(roles.name("migrator")))
