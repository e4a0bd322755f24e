"""Prepared databases, and how each role logs in to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

import msgspec
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from api.database import SCHEMAS
from ledger.embedded import Server
from ledger.embedded.cluster import SUPERUSER
from ledger.passwords import set_password
from ledger.prepare import Target, prepare
from ledger.roles import Roles, admit_roles

ROLES = Roles()
PATTERN = "pattern"
"""The database of which those of a server are copies. Nobody opens it."""
ROUNDS_CHOSEN = 160000
"""The first version of PostgreSQL that lets one choose the rounds of a password's digest."""


class Database(msgspec.Struct, frozen=True):
    """A database that holds the ledger's tables."""

    server: Server
    name: str

    def dsn(self, kind: str = "app") -> str:
        """Return how the role of this kind logs in."""
        return self.server.dsn(ROLES.name(kind), self.name)

    @property
    def superuser(self) -> str:
        """How an attacker logs in who has taken the whole server."""
        return make_conninfo(self.server.superuser_dsn, dbname=self.name)

    def everything(self, query: LiteralString, arguments: Sequence[object] = ()) -> bytes:
        """Return all that a query finds, as one text, bytes as they are."""
        with psycopg.connect(self.superuser) as connection:
            rows = connection.cursor(binary=True).execute(query, arguments).fetchall()
        values = (value for row in rows for value in row)
        return b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


def hurried(server: Server) -> Server:
    """Let nobody be long at logging in to a server of tests, and return it.

    Who logs in works out 4,096 rounds of a digest of their password (RFC 5802), and tests do so all
    the time: for theirs, which are random and live as long as a run, one round has to do.
    """
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        if connection.info.server_version >= ROUNDS_CHOSEN:
            role = sql.Identifier(SUPERUSER)
            connection.execute(sql.SQL("ALTER ROLE {} SET scram_iterations = 1").format(role))
    set_password(server.superuser_dsn, SUPERUSER, server.password(SUPERUSER))
    return server


def prepared(server: Server, name: str) -> Database:
    """Make a database with every migration applied. Tables only grow, so it is never emptied.

    The first of a server is made as whoever runs the ledger makes it; all are copies of that one.
    """
    made = Database(server, name)
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        if not _is_there(connection, PATTERN):
            _prepare_pattern(server)
        if not _is_there(connection, name):
            copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(copied.format(sql.Identifier(name), sql.Identifier(PATTERN)))
    admit_roles(made.superuser, ROLES)  # who may log in is said of each database by itself
    return made


def _is_there(connection: psycopg.Connection[TupleRow], name: str) -> bool:
    query = "SELECT FROM pg_database WHERE datname = %s"
    return connection.execute(query, [name]).fetchone() is not None


def _prepare_pattern(server: Server) -> None:
    target = Target(
        admin_dsn=server.superuser_dsn,
        database=PATTERN,
        roles=ROLES,
        login=lambda role: server.dsn(role, PATTERN),
    )
    prepare(target, SCHEMAS)
