"""Commands on one stream: decided on what is recorded, recorded as it was decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tallies import CAP, NOON, TALLY, CapSet, Raise, TallyRaised, context, raise_tally, set_cap

from aggregates.errors import RuleError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Answer, Recorded
from ledger.sources import One

BREAD = One(TALLY, "bread")
SALT = One(TALLY, "salt")


def test_a_command_is_decided_and_what_follows_is_recorded(book: Book) -> None:
    answer = book.handle(BREAD, raise_tally, Raise(3), context())
    assert (answer.positions, answer.versions, answer.repeated) == ((1,), (1,), False)
    assert answer.events == (TallyRaised(at=NOON, by=3),)
    assert answer.resource_ids == ("bread",)
    assert book.state(BREAD) == 3


def test_the_next_command_is_decided_on_what_the_first_has_recorded(book: Book) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context())
    book.handle(SALT, raise_tally, Raise(5), context())
    answer = book.handle(BREAD, raise_tally, Raise(4), context())
    assert (answer.positions, answer.versions) == ((3,), (2,))
    assert (book.state(BREAD), book.state(SALT)) == (7, 5)


def test_a_refusal_comes_through_and_records_nothing(book: Book) -> None:
    with pytest.raises(RuleError) as refused:
        book.handle(BREAD, raise_tally, Raise(1_000_001), context())
    assert (refused.value.code, refused.value.facts) == ("too_much", {"total": 0})
    assert book.head() == 0


def test_a_decision_without_an_event_is_an_answer_and_records_nothing(book: Book) -> None:
    assert book.handle(BREAD, raise_tally, Raise(0), context()) == Answer()
    assert book.head() == 0


def test_what_is_recorded_says_who_asked_and_how(book: Book) -> None:
    asked = context("k-7", causation_id="c-0", on_behalf_of="org")
    book.handle(BREAD, raise_tally, Raise(3), asked)
    (recorded,) = book.events(BREAD)
    meta = recorded.meta
    assert (meta.actor, meta.authentication, meta.software) == ("ann", "passkey", "tests/1")
    assert (meta.correlation_id, meta.causation_id) == ("c-1", "c-0")
    assert (meta.idempotency_key, meta.on_behalf_of) == ("k-7", "org")


def test_each_event_has_an_id_of_its_own(book: Book) -> None:
    def twice(_: int, command: Raise) -> list[TallyRaised]:
        return [TallyRaised(at=NOON, by=command.by)] * 2

    answer = book.handle(BREAD, twice, Raise(1), context())
    assert (answer.positions, answer.versions) == ((1, 2), (1, 2))
    assert len({one.meta.event_id for one in book.events(BREAD)}) == 2


def test_the_answer_is_what_stands_in_the_log(book: Book) -> None:
    answer = book.handle(BREAD, raise_tally, Raise(3), context())
    (recorded,) = book.read(0, 10)
    assert isinstance(recorded, Recorded)
    assert (recorded.position,) == answer.positions
    assert (recorded.leaf_hash,) == answer.leaf_hashes
    assert (recorded.event,) == answer.events
    assert recorded.recorded_at == answer.recorded_at


def test_a_command_that_must_find_a_version_finds_it(book: Book) -> None:
    book.handle(BREAD, raise_tally, Raise(1), context(if_match=0))
    book.handle(BREAD, raise_tally, Raise(1), context(if_match=1))
    assert book.state(BREAD) == 2


def test_a_command_that_must_find_another_version_is_refused(book: Book) -> None:
    book.handle(BREAD, raise_tally, Raise(1), context())
    with pytest.raises(LedgerError) as refused:
        book.handle(BREAD, raise_tally, Raise(1), context(if_match=0))
    assert refused.value.code == "stale"
    assert refused.value.facts == {"stream": "bread", "expected": 0, "version": 1}


def test_a_stream_of_another_aggregate_is_not_mistaken(book: Book) -> None:
    key = "018f0000-0000-7000-8000-000000000002"
    book.handle(One(TALLY, key), raise_tally, Raise(1), context())
    with pytest.raises(LedgerError) as refused:
        book.handle(One(CAP, key), set_cap, 5, context())
    assert refused.value.code == "event_foreign"
    assert refused.value.facts == {"type": "tally.raised.v1", "aggregate": "cap"}


def test_one_key_names_two_streams_of_two_aggregates(book: Book) -> None:
    book.handle(One(TALLY, "x"), raise_tally, Raise(1), context())
    answer = book.handle(One(CAP, "x"), set_cap, 5, context())
    assert (answer.versions, answer.events) == ((1,), (CapSet(at=NOON, limit=5),))


def test_two_books_of_one_log_see_each_other(book: Book, open_book: Callable[..., Book]) -> None:
    other = open_book()
    book.handle(BREAD, raise_tally, Raise(1), context())
    other.handle(BREAD, raise_tally, Raise(2), context())
    assert book.load(BREAD).state == 3
    assert book.load(BREAD).versions == {"bread": 2}


def test_what_happened_and_what_it_came_to_are_read_as_of_one_moment(book: Book) -> None:
    for by in (3, 4):
        book.handle(BREAD, raise_tally, Raise(by), context(f"k{by}"))
    whole = book.whole(BREAD)
    assert ([one.version for one in whole.recorded], whole.state) == ([1, 2], 7)


def test_a_book_that_is_halted_records_nothing_more(book: Book) -> None:
    book.halt(LedgerError("leaf_contradicted", position=1))
    with pytest.raises(LedgerError) as refused:
        book.handle(BREAD, raise_tally, Raise(3), context())
    assert (refused.value.code, book.head()) == ("leaf_contradicted", 0)
