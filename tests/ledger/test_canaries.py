"""What a command says is not in the ledger's tables, nor in a dump of them."""

from __future__ import annotations

import hashlib

import psycopg
import pytest
from databases import Database
from psycopg import sql
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.sources import One

CANARIES = {
    "name": "Nguyễn Thị Ánh",
    "e-mail": "canary.lee@example.org",
    "phone": "+48 600 000 042",
    "clause": "The canary shall be delivered alive.",
}
TABLES = ("events", "streams", "commands", "blobs", "log_head")


def dump(database: Database) -> bytes:
    """Return all rows of the ledger as PostgreSQL copies them out: bytes as hex digits."""
    text = b""
    with psycopg.connect(database.superuser) as connection, connection.cursor() as cursor:
        for table in TABLES:
            query = sql.SQL("COPY (SELECT * FROM ledger.{}) TO STDOUT")
            with cursor.copy(query.format(sql.Identifier(table))) as copied:
                text += b"".join(bytes(chunk) for chunk in copied)
    return text


@pytest.fixture(scope="module")
def spoken() -> str:
    return " / ".join(CANARIES.values())


def test_no_canary_is_found_in_the_tables_or_in_their_dump(
    book: Book, database: Database, spoken: str
) -> None:
    page = spoken.encode()
    note = f"{spoken} {hashlib.sha256(page).hexdigest()}"
    asked = context("canary-key", request=page)
    book.handle(One(TALLY, "bread"), raise_tally, Raise(1, note), asked, [page])
    text = dump(database)
    assert b"canary-key" in text
    for canary in CANARIES.values():
        assert canary.encode() not in text
        assert canary.encode().hex().encode() not in text


def test_the_search_does_find_what_is_stored_in_clear(database: Database, book: Book) -> None:
    book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context("found-me"))
    text = dump(database)
    assert b"found-me" in text
    assert b"tests/1".hex().encode() in text
