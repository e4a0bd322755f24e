"""Numbered SQL files: applied once, in order, and never edited."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from databases import ROLES, Database, prepared
from psycopg import sql

from ledger.embedded import Server
from ledger.errors import LedgerError
from ledger.migrations import Schema, ledger_schema, migrate, read_schema, require_migrated
from ledger.roles import Roles, admit_roles, make_database, make_roles

FIRST = 'CREATE TABLE {0}.one (id int); GRANT SELECT ON {0}.one TO :"app";'
SECOND = "CREATE TABLE {0}.two AS SELECT :'app' AS who;"


@pytest.fixture(scope="module")
def building(postgres: Server) -> Database:
    """Make a database to build in."""
    return prepared(postgres, "building")


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """Name a schema after the test."""
    return str(request.node.name.replace("[", "_").replace("]", ""))[:60]


def schema(folder: Path, name: str, *texts: str) -> Schema:
    for number, text in enumerate(texts, start=1):
        file = folder / f"{number:04}_step.sql"
        file.write_text(text.replace("{0}", name), encoding="utf-8")
    return read_schema(name, folder)


def code(building: Database, made: Schema) -> str:
    with pytest.raises(LedgerError) as refused:
        migrate(building.dsn("migrator"), ROLES, made)
    return refused.value.code


def test_what_is_missing_is_applied_in_order(building: Database, tmp_path: Path, site: str) -> None:
    told: list[str] = []
    made = schema(tmp_path, site, FIRST, SECOND)
    applied = migrate(
        building.dsn("migrator"), ROLES, made, lambda migration: told.append(migration.name)
    )
    assert (applied, told) == (2, ["0001_step.sql", "0002_step.sql"])
    with psycopg.connect(building.superuser) as connection:
        query = sql.SQL("SELECT who FROM {}").format(sql.Identifier(site, "two"))
        assert connection.execute(query).fetchone() == (ROLES.name("app"),)
    assert migrate(building.dsn("migrator"), ROLES, made) == 0


def test_a_file_that_fails_leaves_nothing_and_can_be_mended(
    building: Database, tmp_path: Path, site: str
) -> None:
    broken = schema(tmp_path, site, FIRST, SECOND + " SELECT 1/0;")
    assert code(building, broken) == "migration_failed"
    assert migrate(building.dsn("migrator"), ROLES, schema(tmp_path, site, FIRST, SECOND)) == 1


def test_a_file_that_was_edited_is_refused(building: Database, tmp_path: Path, site: str) -> None:
    migrate(building.dsn("migrator"), ROLES, schema(tmp_path, site, FIRST))
    assert code(building, schema(tmp_path, site, FIRST + "-- harmless")) == "migration_edited"


def test_a_database_that_is_ahead_of_the_program_is_refused(
    building: Database, tmp_path: Path, site: str
) -> None:
    both = schema(tmp_path, site, FIRST, SECOND)
    migrate(building.dsn("migrator"), ROLES, both)
    assert code(building, Schema(site, both.migrations[:1])) == "migration_unknown"


def test_a_file_that_was_renamed_is_refused(building: Database, tmp_path: Path, site: str) -> None:
    migrate(building.dsn("migrator"), ROLES, schema(tmp_path, site, FIRST))
    (tmp_path / "0001_step.sql").rename(tmp_path / "0001_leap.sql")
    assert code(building, read_schema(site, tmp_path)) == "migration_unknown"


@pytest.mark.parametrize("name", ["0002_step.sql", "1_step.sql", "0001-step.sql", "step.sql"])
def test_a_file_with_another_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("SELECT 1")
    (tmp_path / "README.md").write_text("Not a migration.")
    with pytest.raises(LedgerError) as refused:
        read_schema("any", tmp_path)
    assert refused.value.code == "migration_misnamed"
    assert refused.value.facts == {"name": name, "number": 1}


def test_a_program_works_only_with_tables_that_it_knows(
    building: Database, tmp_path: Path, site: str
) -> None:
    first = schema(tmp_path, site, FIRST)
    both = schema(tmp_path, site, FIRST, SECOND)
    with psycopg.connect(building.dsn("migrator"), autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(ROLES.name("owner"))))
        for made, missing in ((first, "0001_step.sql"), (both, "0002_step.sql")):
            with pytest.raises(LedgerError) as refused:
                require_migrated(connection, made)
            assert (refused.value.code, refused.value.facts["name"]) == (
                "migration_missing",
                missing,
            )
            migrate(building.dsn("migrator"), ROLES, first)
        migrate(building.dsn("migrator"), ROLES, both)
        require_migrated(connection, both)


def test_roles_may_be_made_twice_and_for_several_databases(postgres: Server) -> None:
    other = Roles("other")
    for name in ("one", "two"):
        make_roles(postgres.superuser_dsn, other)
        assert make_database(postgres.superuser_dsn, name)
        assert not make_database(postgres.superuser_dsn, name)
        dsn = f"{postgres.superuser_dsn} dbname={name}"
        admit_roles(dsn, other)
        assert migrate(dsn, other, ledger_schema()) == len(ledger_schema().migrations)
        with psycopg.connect(postgres.dsn("other_app", name)) as connection:
            require_migrated(connection, ledger_schema())
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.dsn(ROLES.name("app"), "one"))


def test_who_may_not_make_roles_and_databases_is_told_so(building: Database) -> None:
    app = building.dsn("app")
    for make, code in (
        (lambda: make_roles(app, Roles("more")), "roles_not_made"),
        (lambda: admit_roles(app, Roles("absent")), "roles_not_made"),
        (lambda: make_database(app, "more"), "database_not_made"),
    ):
        with pytest.raises(LedgerError) as refused:
            make()
        assert refused.value.code == code
