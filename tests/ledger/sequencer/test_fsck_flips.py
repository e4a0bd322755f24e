"""Whatever is changed in any column of the ledger's tables is found and named, and never fatal."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
import pytest
from databases import Database, prepared
from psycopg import sql
from tallies import TALLY, Raise, context, raise_tally
from witnessing import KEY, served, witnessed

from ledger.book import Book
from ledger.embedded import Server
from ledger.errors import LedgerError
from ledger.fsck.beside import check_beside
from ledger.fsck.check import fsck
from ledger.fsck.contents import check_contents
from ledger.fsck.fault import Fault
from ledger.fsck.orphans import orphans
from ledger.keys.file_store import FileKeyStore
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import opened
from ledger.sources import One

pytestmark = pytest.mark.usefixtures("unmapped")

TABLES = {
    "log_head": ("log_id", "position", "recorded_at"),
    "events": (
        *("position", "stream_id", "version", "type", "payload", "meta"),
        *("salt", "recorded_at", "leaf_hash"),
    ),
    "streams": ("log_id", "stream_id", "version", "last_leaf"),
    # what was asked has a digest under a key, and what was answered is nowhere else: no trace
    "commands": ("log_id", "actor", "key", "first_position", "last_position", "recorded_at"),
    "blobs": ("log_id", "keyed_sha256", "bytes", "sha256"),
    "trees": ("origin", "log_id", "number", "vkey"),
    "tiles": ("origin", "level", "number", "hashes"),
    "checkpoints": ("origin", "size", "root", "note", "signed_at"),
    "cosignatures": ("origin", "size", "line", "at"),
}
COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]
KEYS = ("log_id", "stream_id", "actor", "key", "keyed_sha256", "origin", "level", "number", "size")
"""The database takes a value for each of these, whoever asks."""
CHANGES_OF_EACH = 4


class Whole(NamedTuple):
    """A log of everything: two trees, files, cosignatures; and how to look at all of it."""

    database: Database
    book: Book
    check: Callable[[], list[Fault]]


@pytest.fixture
def database(postgres: Server) -> Database:
    """Make a database for this test only, in which every value can be put."""
    made = prepared(postgres, f"flipped_{secrets.token_hex(4)}")
    with psycopg.connect(made.superuser) as connection:
        connection.execute("CREATE CAST (bytea AS text) WITHOUT FUNCTION")
        for table, columns in TABLES.items():
            for column in set(columns) - set(KEYS):
                statement = sql.SQL("ALTER TABLE {} ALTER {} DROP NOT NULL")
                place, what = sql.Identifier("ledger", table), sql.Identifier(column)
                connection.execute(statement.format(place, what))
    return made


@contextmanager
def given(book: Book) -> Iterator[Book]:
    yield book


@pytest.fixture
def whole(
    database: Database, book: Book, office: Office, follow: Callable[..., Followed], keys: Any
) -> Whole:
    """Write, sign, witness, rotate, and sign and witness more."""
    log_id = book.published.log_id
    _write(book, "first", 300)
    signer = office.keys.signer(log_id, 1, office.keys.origin(log_id, 1))
    with served(office.keys.note_file(log_id).parent.parent, signer) as witness:
        assert follow(witness).step()
        witnessed(book, signer, 300)
    with opened(office.dsn) as session:
        rotate(office, session, log_id, "replaced")
    _write(book, "second", 20)
    assert follow().step()
    return Whole(database, book, partial(_everything, database, book, keys))


def _write(book: Book, tally: str, events: int) -> None:
    for number in range(events // 10):
        content = f"{tally} {number}".encode()
        note = hashlib.sha256(content).hexdigest()
        book.handle(One(TALLY, tally), raise_tally, Raise(1, note), context(), [content])
    book.handle(
        One(TALLY, f"{tally} 2"),
        lambda _, __: [
            event for _ in range(events - events // 10) for event in raise_tally(0, Raise(1))
        ],
        None,
        context(),
    )


def _everything(database: Database, book: Book, keys: FileKeyStore) -> list[Fault]:
    faults = [*orphans(database.dsn())]
    try:
        faults += fsck(partial(given, book), processes=1).faults
        faults += check_beside(book, [KEY.verifier])
        faults += check_contents(book, keys.secret)
    except LedgerError as failed:
        if failed.code != "log_unknown":
            raise
        faults.append(Fault(check="log", expected="", actual=""))
    return faults


def test_what_nobody_changed_has_no_fault(whole: Whole) -> None:
    assert (whole.check(), [*check_beside(whole.book)]) == ([], [])


def changed(value: object, random: Random, column: str) -> object:
    """Return another value of the same kind, such as a disk or a hand may leave, or none."""
    if column not in KEYS and random.random() < 0.25:
        return None
    match value:
        case bytes():
            at = random.randrange(len(value))
            flipped = bytearray(value)
            flipped[at] ^= 1 << random.randrange(8)
            return random.choice([bytes(flipped), value[:at], value + b"\x00", b"", bytes(flipped)])
        case str():
            return changed(value.encode(), random, column)
        case UUID():
            return UUID(int=value.int ^ 1 << random.randrange(128))
        case int():
            return value ^ 1 << random.randrange(14)
        case _:
            raise AssertionError(value)


@contextmanager
def another(whole: Whole, table: str, column: str, random: Random) -> Iterator[bool]:
    """Put another value into a row, and back; tell whether the database took it."""
    name = f"events_{whole.book.published.log_id.hex}" if table == "events" else table
    place, what = sql.Identifier("ledger", name), sql.Identifier(column)
    put = sql.SQL("UPDATE {} SET {} = {} WHERE ctid = %s RETURNING ctid::text")
    with psycopg.connect(whole.database.superuser, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        rows = connection.execute(
            sql.SQL("SELECT ctid::text, {} FROM {}").format(what, place)
        ).fetchall()
        at, value = random.choice(rows)
        new = changed(value, random, column)
        kind = sql.SQL("%s::bytea::text") if isinstance(value, str) else sql.SQL("%s")
        try:
            moved = connection.execute(put.format(place, what, kind), [new, at]).fetchone()
        except psycopg.Error:
            yield False
            return
        assert moved is not None
        yield True
        back = put.format(place, what, sql.SQL("%s"))
        connection.execute(back, [value, moved[0]])


@pytest.mark.parametrize("part", range(3))
def test_a_change_in_any_column_is_found(whole: Whole, part: int) -> None:
    random, unseen = Random(part), []  # noqa: S311 - the same each time
    for table, column in COLUMNS[part::3]:
        for number in range(CHANGES_OF_EACH):
            with another(whole, table, column, random) as taken:
                if taken and not whole.check():
                    unseen.append((table, column, number))
    assert unseen == []
    assert whole.check() == []
