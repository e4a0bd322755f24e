"""What stays, and what is gone, when the key of a stream is destroyed."""

from __future__ import annotations

from uuid import UUID

import pytest
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.recorded import Erased, Recorded
from ledger.sources import One
from ledger.stream import stream_id

BREAD = One(TALLY, "bread")
SALT = One(TALLY, "salt")


@pytest.fixture
def erased(book: Book, keys: FileKeyStore, log_id: UUID) -> Book:
    """Raise two tallies, and destroy the key of the first."""
    book.handle(BREAD, raise_tally, Raise(1), context("k"))
    book.handle(SALT, raise_tally, Raise(2), context())
    bread = stream_id(log_id, "tally", "bread")
    keys.destroy(keys.stream_key(log_id.bytes, bread.bytes).kid)
    return book


def test_an_erased_stream_has_no_state_any_more(erased: Book) -> None:
    for ask in (erased.state, erased.events):
        with pytest.raises(LedgerError) as refused:
            ask(BREAD)
        assert refused.value.code == "key_destroyed"
    assert erased.state(SALT) == 2


def test_an_erased_stream_takes_no_more_events(erased: Book) -> None:
    with pytest.raises(LedgerError) as refused:
        erased.handle(BREAD, raise_tally, Raise(1), context())
    assert refused.value.code == "key_destroyed"


def test_a_reader_of_the_log_passes_an_erased_event_and_still_sees_its_leaf(erased: Book) -> None:
    gone, there = erased.read(0, 10)
    assert isinstance(gone, Erased)
    assert isinstance(there, Recorded)
    assert (gone.position, gone.version, gone.type) == (1, 1, "tally.raised.v1")
    assert gone.leaf_hash == erased.rows.after(0, 1)[0].leaf_hash
    assert gone.meta.actor == "ann"


def test_what_somebody_did_is_found_also_where_it_was_erased(erased: Book) -> None:
    erased.handle(SALT, raise_tally, Raise(3), context(actor="bob"))
    gone, there = erased.acted("ann", 10)
    assert (type(gone), type(there)) == (Erased, Recorded)
    assert [one.position for one in erased.acted("ann", 1)] == [2]
    assert [one.position for one in erased.acted("bob", 10)] == [3]
    assert erased.acted("an", 10) == []
