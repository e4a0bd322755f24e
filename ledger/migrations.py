"""Numbered SQL files, applied once, in order, each in a transaction of its own.

What was applied is recorded with its SHA-256; a file that was edited, lost or slipped in between
afterwards stops everything: the history of the tables is as append-only as theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from psycopg import Connection, Error, connect, sql

from ledger.errors import LedgerError
from ledger.roles import Roles
from ledger.turns import take_turn

LOCK = 0x6D6967726174696F
_NAME = re.compile(r"([0-9]{4})_[a-z0-9_]+\.sql")
_ROLE = re.compile(r":(\"|')(\w+)\1")


class Migration(msgspec.Struct, frozen=True):
    """One file. ``sha256`` is that of its text, as hexadecimal digits."""

    name: str
    text: str
    sha256: str


class Schema(msgspec.Struct, frozen=True):
    """A schema of the database and the files that build it, in order."""

    name: str
    migrations: tuple[Migration, ...]


def read_schema(name: str, folder: Traversable) -> Schema:
    """Return the schema ``name`` that the files of ``folder`` build.

    Raises:
        LedgerError: ``migration_misnamed`` unless they are ``0001_what.sql``, ``0002_...``.
    """
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    for number, file in enumerate(found, start=1):
        matched = _NAME.fullmatch(file)
        if matched is None or int(matched[1]) != number:
            raise LedgerError("migration_misnamed", name=file, number=number)
    return Schema(name, tuple(_read(folder / file) for file in found))


def ledger_schema() -> Schema:
    """Return the ledger's own schema."""
    return read_schema("ledger", files("ledger") / "sql")


def migrate(
    dsn: str,
    roles: Roles,
    schema: Schema,
    progress: Callable[[Migration], None] = lambda _: None,
    *,
    wait_seconds: float = 10.0,
) -> int:
    """Apply what is missing and return how many files that was. MUST log in as the migrator.

    Raises:
        LedgerError: ``migration_edited``, ``migration_unknown`` (the database is ahead of this
            program), ``migration_failed``, ``others_at_work`` for longer than ``wait_seconds``.
    """
    try:
        with connect(dsn, autocommit=True) as connection:
            connection.execute("SET statement_timeout = '300s'")
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(roles.name("owner"))))
            take_turn(connection, LOCK, wait_seconds)
            _make_history(connection, schema)
            missing = _missing(connection, schema)
            for migration in missing:
                _apply(connection, roles, schema, migration)
                progress(migration)
            return len(missing)
    except Error as failed:
        raise LedgerError("migration_failed", reason=str(failed)) from failed


def require_migrated(connection: Connection, schema: Schema) -> None:
    """Refuse to work with a database that is not exactly as this program knows it.

    Raises:
        LedgerError: ``migration_missing``, ``migration_edited``, ``migration_unknown``.
    """
    there = connection.execute("SELECT to_regclass(%s)", [f"{schema.name}.migrations"]).fetchone()
    missing = schema.migrations if there == (None,) else _missing(connection, schema)
    if missing:
        raise LedgerError("migration_missing", schema=schema.name, name=missing[0].name)


def _read(file: Traversable) -> Migration:
    text = file.read_text(encoding="utf-8")
    return Migration(file.name, text, hashlib.sha256(text.encode()).hexdigest())


def _make_history(connection: Connection, schema: Schema) -> None:
    name = sql.Identifier(schema.name)
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    connection.execute(
        sql.SQL(
            "CREATE TABLE IF NOT EXISTS {}.migrations (name text PRIMARY KEY, "
            "sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        ).format(name)
    )


def _missing(connection: Connection, schema: Schema) -> Sequence[Migration]:
    query = sql.SQL("SELECT name, sha256 FROM {}.migrations ORDER BY name")
    applied = connection.execute(query.format(sql.Identifier(schema.name))).fetchall()
    known = [(migration.name, migration.sha256) for migration in schema.migrations]
    for index, (name, sha256) in enumerate(applied):
        if index >= len(known) or known[index][0] != name:
            raise LedgerError("migration_unknown", schema=schema.name, name=name)
        if known[index][1] != sha256:
            raise LedgerError("migration_edited", schema=schema.name, name=name)
    return schema.migrations[len(applied) :]


def _apply(connection: Connection, roles: Roles, schema: Schema, migration: Migration) -> None:
    record = sql.SQL("INSERT INTO {}.migrations (name, sha256) VALUES (%s, %s)")
    with connection.transaction():
        connection.execute(_with_roles(migration.text, roles, connection))
        connection.execute(
            record.format(sql.Identifier(schema.name)), [migration.name, migration.sha256]
        )


def _with_roles(text: str, roles: Roles, connection: Connection) -> bytes:
    """Put the roles' names where the file says ``:"app"`` or ``:'app'``, as psql would."""

    def quoted(found: re.Match[str]) -> str:
        name = roles.names()[found[2]]
        value = sql.Identifier(name) if found[1] == '"' else sql.Literal(name)
        return value.as_string(connection)

    return _ROLE.sub(quoted, text).encode()
