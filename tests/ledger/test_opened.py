"""What is kept of streams that were opened: quicker, and never more than what may be told."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from tallies import CAP, CODEC, RATES, TALLY, Raise, context, pin_rate, raise_tally

from ledger.book import Book
from ledger.contents import EventContents
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.opened import OpenedStreams
from ledger.sources import One
from ledger.stream import stream_id

BREAD = One(TALLY, "bread")
SALT = One(TALLY, "salt")
Attack = Callable[[str], None]
SPOIL = "UPDATE {events} SET payload = '\\x007b7d' WHERE position = 1"


@pytest.fixture
def known(book: Book) -> Book:
    """Raise a tally three times, and read it."""
    for by in (1, 2, 3):
        book.handle(BREAD, raise_tally, Raise(by), context(f"k{by}"))
    assert book.state(BREAD) == 6
    return book


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(LedgerError) as refused:
        ask()
    return refused.value.code


def test_what_is_known_is_not_opened_again(
    known: Book, open_book: Callable[..., Book], attack: Attack
) -> None:
    attack(SPOIL)
    assert known.state(BREAD) == 6
    assert code(lambda: open_book().state(BREAD)) == "payload_malformed"


def test_what_others_add_is_read(known: Book, open_book: Callable[..., Book]) -> None:
    open_book().handle(BREAD, raise_tally, Raise(4), context())
    assert known.state(BREAD) == 10
    assert [one.version for one in known.events(BREAD)] == [1, 2, 3, 4]
    assert (known.state(BREAD, 2), len(known.events(BREAD, 2))) == (3, 2)


def test_what_was_erased_is_not_told_though_it_was_known(
    known: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    key = keys.stream_key(log_id.bytes, stream_id(log_id, "tally", "bread").bytes)
    keys.destroy(key.kid)
    assert code(lambda: known.state(BREAD)) == "key_destroyed"
    assert code(lambda: known.handle(BREAD, raise_tally, Raise(1), context())) == "key_destroyed"


@pytest.mark.parametrize(
    "attack_with",
    [
        "DELETE FROM {events} WHERE position = 3",
        "UPDATE {events} SET leaf_hash = sha256('x') WHERE position = 3",
    ],
)
def test_where_the_log_goes_on_from_another_leaf_all_is_read_anew(
    known: Book, attack: Attack, attack_with: str
) -> None:
    attack(attack_with)
    attack(SPOIL)
    assert code(lambda: known.state(BREAD)) == "payload_malformed"


def test_an_event_that_is_missing_after_what_is_known_is_missed(
    known: Book, open_book: Callable[..., Book], attack: Attack
) -> None:
    for by in (4, 5):
        open_book().handle(BREAD, raise_tally, Raise(by), context())
    attack("DELETE FROM {events} WHERE position = 4")
    assert code(lambda: known.state(BREAD)) == "versions_missing"


def test_what_was_read_longest_ago_is_forgotten_first(
    known: Book, attack: Attack, keys: FileKeyStore, log_id: UUID
) -> None:
    known.handle(SALT, raise_tally, Raise(1), context())
    bread, salt = (stream_id(log_id, "tally", key) for key in ("bread", "salt"))
    opened = OpenedStreams(known.rows, EventContents(log_id, CODEC, keys), most=2000)
    opened.read({bread: "tally"})
    attack(SPOIL)
    assert len(opened.read({bread: "tally"})[bread].recorded) == 3
    opened.read({salt: "tally"})
    assert code(lambda: opened.read({bread: "tally"})) == "payload_malformed"


def test_what_is_in_clear_needs_no_key(book: Book) -> None:
    for rate in ("4.25", "4.26"):
        book.handle(One(RATES, "rates"), pin_rate, rate, context())
    assert book.state(One(RATES, "rates")) == book.state(One(RATES, "rates"))


def test_a_stream_that_is_known_is_no_other_aggregates_for_that(book: Book) -> None:
    key = "0190a6f2-7f0e-7b6c-9d5e-0c1d2e3f4a5b"
    book.handle(One(TALLY, key), raise_tally, Raise(1), context())
    assert book.state(One(TALLY, key)) == 1
    assert code(lambda: book.state(One(CAP, key))) == "event_foreign"
