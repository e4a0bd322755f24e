"""Files: stored with the event that names them, sealed under its stream's key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

import pytest
from databases import Database
from tallies import NOON, TALLY, Raise, TallyRaised, context, raise_tally

from aggregates.aggregate import EventsByStream
from ledger.book import Book
from ledger.drafting import BLOB_BYTES_MAX, Retained
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.sources import One
from ledger.stream import stream_id

BREAD = One(TALLY, "bread")
SALT = One(TALLY, "salt")
PAGE = b"%PDF a page that says so much"
SHA256 = hashlib.sha256(PAGE).hexdigest()
NAMES_IT = Raise(1, SHA256)


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(LedgerError) as refused:
        ask()
    return refused.value.code


def test_a_file_is_found_by_the_digest_that_an_event_names(book: Book) -> None:
    book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    assert book.blob(BREAD, SHA256) == PAGE


def test_a_file_is_stored_in_no_readable_form(book: Book, log_id: UUID, database: Database) -> None:
    book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    assert book.rows.blob(hashlib.sha256(PAGE).digest()) is None
    dump = database.everything("SELECT bytes FROM ledger.blobs WHERE log_id = %s", [log_id])
    assert PAGE not in dump


def test_a_file_belongs_to_the_stream_that_names_it(book: Book) -> None:
    book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    assert code(lambda: book.blob(SALT, SHA256)) == "blob_unknown"


def test_a_file_that_two_streams_name_is_stored_for_both(book: Book) -> None:
    def both(_: int, __: int, command: Raise) -> EventsByStream:
        event = TallyRaised(at=NOON, by=1, note=command.note)
        return {"bread": [event], "salt": [event]}

    book.handle((BREAD, SALT), both, NAMES_IT, context(), [PAGE])
    assert book.blob(BREAD, SHA256) == book.blob(SALT, SHA256) == PAGE


def test_the_same_file_again_is_no_error(book: Book) -> None:
    for _ in range(2):
        book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    assert book.blob(BREAD, SHA256) == PAGE


def test_a_file_that_no_event_names_is_refused(book: Book) -> None:
    asked = [b"another page"]
    assert code(lambda: book.handle(BREAD, raise_tally, NAMES_IT, context(), asked)) == (
        "blob_not_named"
    )
    assert book.head() == 0


def test_a_file_that_is_too_large_is_refused(book: Book) -> None:
    asked = [bytes(BLOB_BYTES_MAX + 1)]
    assert code(lambda: book.handle(BREAD, raise_tally, NAMES_IT, context(), asked)) == (
        "blob_too_large"
    )


def test_an_executed_document_outlives_the_key_of_its_deal(
    book: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    book.handle(One(TALLY, "salt"), raise_tally, Raise(1), context(), [Retained(PAGE)])
    assert book.blob(BREAD, SHA256) == book.retained_blob(SHA256) == PAGE
    bread = stream_id(log_id, "tally", "bread")
    keys.destroy(keys.stream_key(log_id.bytes, bread.bytes).kid)
    assert code(lambda: book.blob(BREAD, SHA256)) == "key_destroyed"
    assert book.retained_blob(SHA256) == PAGE


def test_a_file_that_is_not_retained_is_not_found_among_those_that_are(book: Book) -> None:
    book.handle(BREAD, raise_tally, NAMES_IT, context(), [PAGE])
    assert code(lambda: book.retained_blob(SHA256)) == "blob_unknown"
