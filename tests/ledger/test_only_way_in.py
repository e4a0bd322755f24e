"""What the database itself refuses: to the application, to the owner, to whoever mistypes."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from databases import ROLES, Database
from psycopg import errors
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.sources import One

TABLES = ("events", "streams", "commands", "blobs", "log_head")
CHANGES = (
    "UPDATE ledger.{} SET log_id = log_id",
    "DELETE FROM ledger.{}",
    "TRUNCATE ledger.{}",
    "INSERT INTO ledger.{} SELECT * FROM ledger.{}",
    "ALTER TABLE ledger.{} DISABLE TRIGGER ALL",
    "DROP TABLE ledger.{}",
)
POWERS = (
    f"SET ROLE {ROLES.name('owner')}",
    "SET session_replication_role = replica",
    "CREATE TABLE ledger.mine (id int)",
    "CREATE TABLE public.mine (id int)",
    "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION ledger.open_log(uuid) SECURITY INVOKER",
    "SELECT ledger.refuse_change()",
)


def refused(dsn: str, statement: str) -> type[psycopg.Error]:
    with psycopg.connect(dsn) as connection, pytest.raises(psycopg.Error) as wrong:
        connection.execute(statement.encode())
    return type(wrong.value)


@pytest.fixture
def written(book: Book) -> Book:
    """Record something that could be changed."""
    book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context())
    return book


@pytest.mark.parametrize("kind", ["app", "sequencer", "auditor", "migrator"])
@pytest.mark.parametrize("change", CHANGES)
def test_no_login_changes_a_table(
    written: Book, database: Database, kind: str, change: str
) -> None:
    del written
    dsn = database.dsn(kind)
    answers = {refused(dsn, change.format(table, table)) for table in TABLES}
    assert answers == {errors.InsufficientPrivilege}


PROOFS = {"trees", "tiles", "checkpoints", "cosignatures", "halted"}
"""What the sequencer writes, which is computed from the events and proves them."""


@pytest.mark.parametrize(
    ("kind", "written"), [("app", set()), ("sequencer", PROOFS), ("auditor", set())]
)
def test_no_login_but_the_migrator_has_any_right_but_to_read(
    database: Database, kind: str, written: set[str]
) -> None:
    query = """SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace
        AND relkind IN ('r', 'p') AND has_table_privilege(%s, oid,
            'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"""
    with psycopg.connect(database.superuser) as connection:
        found = {name for (name,) in connection.execute(query, [ROLES.name(kind)])}
    assert found == written


@pytest.mark.parametrize("table", ["trees", "checkpoints"])
@pytest.mark.parametrize("change", ["UPDATE ledger.{} SET origin = origin", *CHANGES[1:3]])
def test_nobody_changes_what_was_signed(database: Database, table: str, change: str) -> None:
    answers = {refused(database.dsn(kind), change.format(table)) for kind in ("app", "sequencer")}
    assert answers == {errors.InsufficientPrivilege}


@pytest.mark.parametrize("kind", ["app", "sequencer", "auditor"])
@pytest.mark.parametrize("power", POWERS)
def test_no_login_takes_more_than_it_was_given(database: Database, kind: str, power: str) -> None:
    assert refused(database.dsn(kind), power) == errors.InsufficientPrivilege


@pytest.mark.parametrize("change", CHANGES[:4])
def test_the_rows_of_one_log_are_no_back_door(
    written: Book, database: Database, log_id: UUID, change: str
) -> None:
    del written
    table = f"events_{log_id.hex}"
    statement = change.format(table, table)
    assert refused(database.dsn(), statement) == errors.InsufficientPrivilege


@pytest.mark.parametrize("table", ["events", "blobs"])
@pytest.mark.parametrize("change", CHANGES[:3])
def test_not_even_a_superuser_changes_what_is_recorded_by_mistake(
    written: Book, database: Database, table: str, change: str
) -> None:
    del written
    statement = change.format(table, table)
    assert refused(database.superuser, statement) == errors.InsufficientPrivilege


@pytest.mark.parametrize("change", CHANGES[:3])
def test_nor_the_rows_of_one_log(
    written: Book, database: Database, log_id: UUID, change: str
) -> None:
    del written
    table = f"events_{log_id.hex}"
    statement = change.format(table, table)
    assert refused(database.superuser, statement) == errors.InsufficientPrivilege


@pytest.mark.parametrize("table", ["streams", "log_head"])
@pytest.mark.parametrize("change", CHANGES[1:3])
def test_nor_does_a_stream_or_a_log_disappear(
    written: Book, database: Database, table: str, change: str
) -> None:
    del written
    statement = change.format(table, table)
    assert refused(database.superuser, statement) == errors.InsufficientPrivilege


@pytest.mark.parametrize("function", ["open_log(gen_random_uuid())", "forget_commands()"])
@pytest.mark.parametrize("kind", ["auditor", "sequencer"])
def test_the_auditor_and_the_sequencer_only_read_and_append(
    database: Database, kind: str, function: str
) -> None:
    call = f"SELECT ledger.{function}"
    assert refused(database.dsn(kind), call) == errors.InsufficientPrivilege


def test_no_session_of_a_running_program_is_owner_or_superuser(
    written: Book, database: Database
) -> None:
    written.read(0, 10)
    with psycopg.connect(database.superuser) as connection:
        query = """SELECT DISTINCT usename, rolsuper OR rolcreaterole OR rolcreatedb,
                pg_has_role(usename, %s, 'MEMBER')
            FROM pg_stat_activity JOIN pg_roles ON rolname = usename
            WHERE datname = %s AND pid <> pg_backend_pid()"""
        sessions = connection.execute(query, [ROLES.name("owner"), database.name]).fetchall()
    names = {name for name, _, _ in sessions}
    assert ROLES.name("app") in names
    assert sessions == [(name, False, False) for name, _, _ in sessions]


def test_nobody_else_may_connect(database: Database) -> None:
    with psycopg.connect(database.superuser) as connection:
        query = "SELECT has_database_privilege('public', current_database(), 'CONNECT')"
        assert connection.execute(query).fetchone() == (False,)


def test_functions_that_write_are_closed_to_the_public_and_to_other_schemas(
    database: Database,
) -> None:
    query = """SELECT proname, prosecdef, proconfig[1],
            has_function_privilege('public', oid, 'EXECUTE')
        FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace AND prosecdef"""
    with psycopg.connect(database.superuser) as connection:
        found = connection.execute(query).fetchall()
    path = "search_path=pg_catalog, pg_temp"
    assert sorted(found) == [
        (name, True, path, False) for name in ("append", "forget_commands", "open_log")
    ]
