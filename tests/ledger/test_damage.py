"""Rows that somebody changed who may do everything: noticed where they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tallies import RATES, TALLY, Raise, context, pin_rate, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

BREAD = One(TALLY, "bread")
Attack = Callable[[str], None]


@pytest.fixture
def written(open_book: Callable[..., Book]) -> Book:
    """Raise a tally three times; give a book that has read nothing of it."""
    writing = open_book()
    for by in (1, 2, 3):
        writing.handle(BREAD, raise_tally, Raise(by), context(f"k{by}"))
    return open_book()


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(LedgerError) as refused:
        ask()
    return refused.value.code


def test_an_event_that_was_deleted_is_missed(written: Book, attack: Attack) -> None:
    (first,) = written.rows.after(0, 1)
    attack("DELETE FROM {events} WHERE position = 2")
    assert code(lambda: written.rows.history(first.stream_id)) == "versions_missing"
    assert code(lambda: written.state(BREAD)) == "versions_missing"
    assert code(lambda: written.events(BREAD)) == "versions_missing"
    assert code(lambda: written.read(0, 10)) == "positions_missing"


def test_a_payload_that_was_changed_is_refused(written: Book, attack: Attack) -> None:
    attack(
        "UPDATE {events} SET payload = set_byte(payload, 69, get_byte(payload, 69) # 1) "
        "WHERE position = 2"
    )
    assert code(lambda: written.state(BREAD)) == "payload_tampered"


def test_a_payload_of_another_version_is_refused(written: Book, attack: Attack) -> None:
    attack(
        "UPDATE {events} SET payload = (SELECT payload FROM {events} WHERE position = 1) "
        "WHERE position = 2"
    )
    assert code(lambda: written.read(0, 10)) == "payload_tampered"


def test_a_clear_payload_in_the_place_of_a_sealed_one_is_refused(
    written: Book, attack: Attack
) -> None:
    attack("UPDATE {events} SET payload = '\\x007b7d' WHERE position = 2")
    assert code(lambda: written.state(BREAD)) == "payload_malformed"


def test_a_sealed_payload_in_the_place_of_a_clear_one_is_refused(
    book: Book, attack: Attack
) -> None:
    book.handle(One(RATES, "rates"), pin_rate, "4.25", context())
    attack("UPDATE {events} SET payload = '\\x017b7d' WHERE position = 1")
    assert code(lambda: book.state(One(RATES, "rates"))) == "payload_malformed"


def test_a_meta_that_was_changed_is_refused(written: Book, attack: Attack) -> None:
    attack("UPDATE {events} SET meta = '{{}}' WHERE position = 2")
    assert code(lambda: written.events(BREAD)) == "meta_unreadable"


def test_an_answer_whose_events_are_gone_is_not_made_up(written: Book, attack: Attack) -> None:
    attack("DELETE FROM {events} WHERE position = 3")
    again = context("k3")
    assert code(lambda: written.handle(One(TALLY, "x"), raise_tally, Raise(3), again)) == (
        "positions_missing"
    )


def test_a_leaf_that_was_changed_is_noticed_by_whoever_builds_on_it(
    written: Book, attack: Attack
) -> None:
    attack("UPDATE {events} SET leaf_hash = sha256('x') WHERE position = 3")
    assert code(lambda: written.handle(BREAD, raise_tally, Raise(1), context())) == "leaf_mismatch"
