"""A backup of the ledger: taken while it is written to, restored, and compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from databases import Database, prepared
from psycopg import errors
from tallies import CODEC, TALLY, Raise, context, raise_tally

from ledger.application import LogSettings
from ledger.backup.dump import DUMP, dump
from ledger.backup.manifest import NAME, Manifest, file_of, read_manifest, write_manifest
from ledger.backup.restore import require_heads, restored
from ledger.backup.tools import login_variables, run_tool
from ledger.book import Book
from ledger.embedded import Server
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.sources import One

LOG, EMPTY = UUID(int=7), UUID(int=8)


def refusal(ask: Callable[[], object]) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        ask()
    return refused.value


@pytest.fixture(scope="module")
def small(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Make a database with two logs, one of them empty; a new one each time it is asked for."""
    database = prepared(postgres, tmp_path_factory.mktemp("backed_up").name)
    for log_id in (LOG, EMPTY):
        open_log(database.dsn(), log_id)
    return database


@pytest.fixture(scope="module")
def taken(small: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take a backup of three events; a fourth comes too late for it."""
    folder = tmp_path_factory.mktemp("backup")
    keys = FileKeyStore(tmp_path_factory.mktemp("home") / "keys", bytes(32))
    settings = LogSettings(dsn=small.dsn(), log_id=LOG)
    book = Book(settings, CODEC, keys, software="tests/1", new_id=lambda: "1")
    for number in range(3):
        book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context(f"k{number}"))
    dumped = dump(small.dsn(), folder)
    book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context("late"))
    book.close()
    write_manifest(
        folder,
        Manifest(
            software="tests/1",
            taken_at=datetime(2026, 11, 22, tzinfo=UTC),
            server_version=dumped.server_version,
            logs=dumped.heads,
            files=(file_of(folder, DUMP),),
        ),
    )
    return folder


@pytest.fixture(scope="module")
def copy(taken: Path) -> Iterator[str]:
    """Restore the backup on a server of its own."""
    with restored(taken) as dsn:
        yield dsn


@pytest.fixture
def folder(taken: Path, tmp_path: Path) -> Path:
    """Copy the backup, for somebody to spoil."""
    return Path(shutil.copytree(taken, tmp_path / "backup"))


def test_a_backup_ends_where_the_log_was_when_it_was_taken(taken: Path, copy: str) -> None:
    manifest, seen = read_manifest(taken), list[int]()
    assert [head.position for head in manifest.logs] == [3, 0]
    require_heads(copy, manifest, lambda _, position: seen.append(position))
    assert seen == [3]


def test_a_backup_that_lost_its_end_is_refused(taken: Path, copy: str) -> None:
    manifest = read_manifest(taken)
    longer = msgspec.structs.replace(manifest.logs[0], position=4)
    claimed = msgspec.structs.replace(manifest, logs=(longer,))
    refused = refusal(lambda: require_heads(copy, claimed))
    assert (refused.code, refused.facts["actual"]) == ("head_differs", 3)


@pytest.mark.parametrize("log_id", [str(UUID(int=9)), "no log"])
def test_a_log_that_is_not_in_the_backup_is_refused(taken: Path, copy: str, log_id: str) -> None:
    manifest = read_manifest(taken)
    unknown = msgspec.structs.replace(manifest.logs[0], log_id=log_id)
    claimed = msgspec.structs.replace(manifest, logs=(*manifest.logs, unknown))
    assert refusal(lambda: require_heads(copy, claimed)).code == "log_unknown"


def test_a_log_of_which_the_manifest_says_nothing_is_refused_unless_it_is_empty(
    taken: Path, copy: str
) -> None:
    manifest = read_manifest(taken)
    require_heads(copy, msgspec.structs.replace(manifest, logs=manifest.logs[:1]))
    silent = msgspec.structs.replace(manifest, logs=())
    refused = refusal(lambda: require_heads(copy, silent))
    assert (refused.code, refused.facts["expected"], refused.facts["actual"]) == (
        "head_differs",
        0,
        3,
    )


def test_whatever_a_backup_says_nothing_is_run_on_the_machine_that_checks_it(copy: str) -> None:
    with psycopg.connect(copy, autocommit=True) as connection:
        for ask in ("SELECT 1", "RESET ROLE", "SET SESSION AUTHORIZATION DEFAULT"):
            connection.execute(ask)
            for statement in (
                "COPY (SELECT) TO PROGRAM 'true'",
                "SELECT pg_read_file('PG_VERSION')",
            ):
                with pytest.raises(errors.InsufficientPrivilege):
                    connection.execute(statement)


def test_a_restored_event_that_was_changed_is_named(taken: Path, copy: str) -> None:
    with psycopg.connect(copy, autocommit=True) as connection:
        connection.execute("ALTER TABLE ledger.events DISABLE TRIGGER append_only")
        change = "UPDATE ledger.events SET version = version + %s WHERE position = 3"
        connection.execute(change, [1])
        refused = refusal(lambda: require_heads(copy, read_manifest(taken)))
        connection.execute(change, [-1])
    assert (refused.code, refused.facts["position"]) == ("event_altered", 3)


def test_a_file_that_was_changed_is_named(folder: Path) -> None:
    with (folder / DUMP).open("ab") as file:
        file.write(b"!")
    refused = refusal(lambda: read_manifest(folder))
    assert (refused.code, refused.facts["file"]) == ("backup_altered", DUMP)


@pytest.mark.parametrize("name", [DUMP, NAME])
def test_a_backup_that_was_cut_short_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(lambda: read_manifest(folder)).code == "backup_malformed"


@pytest.mark.parametrize("name", ["/etc/hostname", "../backup/manifest.json"])
def test_a_manifest_can_not_name_a_file_elsewhere(folder: Path, name: str) -> None:
    spoilt = (folder / NAME).read_text().replace(DUMP, name)
    (folder / NAME).write_text(spoilt)
    refused = refusal(lambda: read_manifest(folder))
    assert (refused.code, refused.facts["reason"]) == ("backup_malformed", name)


def test_a_file_that_the_manifest_does_not_name_is_refused(folder: Path) -> None:
    (folder / "keys").mkdir()
    (folder / "keys" / "more.key").write_bytes(b"")
    refused = refusal(lambda: read_manifest(folder))
    assert (refused.code, refused.facts["reason"]) == ("backup_malformed", "keys/more.key")


@pytest.mark.parametrize("name", [DUMP, NAME, "keys"])
def test_a_link_is_no_part_of_a_backup(folder: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if (folder / name).exists():
        (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)
    refused = refusal(lambda: read_manifest(folder))
    assert (refused.code, refused.facts["reason"]) == ("backup_malformed", name)


def test_what_every_backup_has_must_be_there(folder: Path) -> None:
    parts = (DUMP, "keys/registry")
    refused = refusal(lambda: read_manifest(folder, parts))
    assert (refused.code, refused.facts["reason"]) == ("backup_malformed", "keys/registry")
    (folder / "keys" / "registry").mkdir(parents=True)
    (folder / "keys" / "registry" / "root.pem").write_bytes(b"root")
    files = (file_of(folder, DUMP), file_of(folder, "keys/registry/root.pem"))
    known = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    write_manifest(folder, msgspec.structs.replace(known, files=files))
    assert read_manifest(folder, parts).files == files


def test_a_manifest_of_another_form_is_refused(folder: Path) -> None:
    (folder / NAME).write_text("{}")
    assert refusal(lambda: read_manifest(folder)).code == "backup_malformed"


def test_a_dump_that_can_not_be_read_is_refused(folder: Path) -> None:
    (folder / DUMP).write_bytes(b"nothing")
    refused = refusal(lambda: restored(folder).__enter__())
    assert (refused.code, refused.facts["tool"]) == ("tool_failed", "pg_restore")


def test_a_server_that_is_not_there_is_not_backed_up(tmp_path: Path) -> None:
    refused = refusal(lambda: dump(f"host={tmp_path} user=ann dbname=fair", tmp_path))
    assert refused.code == "server_unreachable"


def test_a_tool_that_can_not_be_run_is_named(small: Database, tmp_path: Path) -> None:
    refused = refusal(lambda: run_tool("pg_nothing", small.dsn(), []))
    assert (refused.code, refused.facts["tool"]) == ("tool_failed", "pg_nothing")
    assert refusal(lambda: run_tool("pg_dump", "", [], [tmp_path])).code == "postgresql_missing"


def test_a_login_goes_by_the_environment() -> None:
    dsn = "postgresql://fair_app:sesame@db.example.org:5433/fair?sslmode=require"
    assert login_variables(dsn) == {
        "PGHOST": "db.example.org",
        "PGPORT": "5433",
        "PGDATABASE": "fair",
        "PGUSER": "fair_app",
        "PGPASSWORD": "sesame",
        "PGSSLMODE": "require",
    }
