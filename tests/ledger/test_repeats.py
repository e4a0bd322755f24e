"""The same command sent again, and commands that meet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import msgspec
import psycopg
import pytest
from databases import Database
from tallies import NOON, TALLY, Raise, TallyRaised, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Answer
from ledger.sources import One

BREAD = One(TALLY, "bread")


def first_time(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, repeated=False)


def test_a_command_sent_again_gets_its_first_answer(book: Book) -> None:
    first = book.handle(BREAD, raise_tally, Raise(3), context("k"))
    book.handle(BREAD, raise_tally, Raise(4), context())
    again = book.handle(BREAD, raise_tally, Raise(3), context("k"))
    assert again.repeated
    assert first_time(again) == first
    assert book.state(BREAD) == 7


def test_it_does_so_also_when_it_could_not_be_decided_any_more(book: Book) -> None:
    first = book.handle(BREAD, raise_tally, Raise(1_000_000), context("k"))
    again = book.handle(BREAD, raise_tally, Raise(1_000_000), context("k", if_match=0))
    assert first_time(again) == first


def test_the_first_answer_names_what_was_made_then(book: Book) -> None:
    book.handle(One(TALLY, "first-id"), raise_tally, Raise(3), context("k"))
    again = book.handle(One(TALLY, "second-id"), raise_tally, Raise(3), context("k"))
    assert again.resource_ids == ("first-id",)
    assert book.state(One(TALLY, "second-id")) == 0


def test_a_key_belongs_to_its_actor(book: Book) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context("k"))
    other = book.handle(BREAD, raise_tally, Raise(3), context("k", actor="bob"))
    assert not other.repeated
    assert book.state(BREAD) == 6


def test_a_key_that_came_with_another_request_is_refused(book: Book) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context("k", request=b"raise by 3"))
    with pytest.raises(LedgerError) as refused:
        book.handle(BREAD, raise_tally, Raise(4), context("k", request=b"raise by 4"))
    assert (refused.value.code, refused.value.facts) == ("key_reused", {"key": "k"})
    assert book.state(BREAD) == 3


def test_a_row_that_was_bent_opens_nobody_elses_events(
    book: Book, database: Database, log_id: UUID
) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context("hers", actor="ann"))
    book.handle(One(TALLY, "salt"), raise_tally, Raise(1), context("his", actor="ben"))
    with psycopg.connect(database.superuser) as connection:
        bend = "UPDATE ledger.commands SET first_position = 1 WHERE log_id = %s AND key = 'his'"
        connection.execute(bend, [log_id])
    with pytest.raises(LedgerError) as refused:
        book.handle(One(TALLY, "salt"), raise_tally, Raise(1), context("his", actor="ben"))
    assert (refused.value.code, refused.value.facts) == ("answer_foreign", {"position": 1})


def test_what_was_requested_can_not_be_guessed_from_the_database(
    book: Book, database: Database
) -> None:
    book.handle(BREAD, raise_tally, Raise(3), context("guess", request=b"yes"))
    with psycopg.connect(database.dsn()) as connection:
        query = "SELECT request_hmac FROM ledger.commands WHERE key = 'guess'"
        ((stored,),) = connection.execute(query).fetchall()
    guess = "SELECT sha256('yes') = %s"
    with psycopg.connect(database.dsn()) as connection:
        assert connection.execute(guess, [stored]).fetchone() == (False,)


def test_a_command_sent_by_two_threads_at_once_is_recorded_once(book: Book) -> None:
    def send(_: int) -> Answer:
        return book.handle(BREAD, raise_tally, Raise(3), context("twin"))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert {first_time(one).positions for one in answers} == {(1,)}
    assert [one.repeated for one in answers].count(False) == 1


def test_a_twin_that_loses_the_race_gets_the_answer_of_the_other(book: Book) -> None:
    def meanwhile(total: int, command: Raise) -> list[TallyRaised]:
        if total == 0:
            book.handle(One(TALLY, "other"), raise_tally, Raise(3), context("twin"))
        return [TallyRaised(at=NOON, by=command.by)]

    answer = book.handle(BREAD, meanwhile, Raise(3), context("twin"))
    assert (answer.repeated, answer.resource_ids) == (True, ("other",))
    assert book.state(BREAD) == 0


def interrupted(
    book: Book, times: int
) -> tuple[Callable[[int, Raise], list[TallyRaised]], list[int]]:
    """Return a decision before which somebody else raises the same tally, so many times."""
    seen: list[int] = []

    def decide(total: int, command: Raise) -> list[TallyRaised]:
        seen.append(total)
        if len(seen) <= times:
            book.handle(BREAD, raise_tally, Raise(10), context())
        return [TallyRaised(at=NOON, by=command.by)]

    return decide, seen


def test_whoever_was_slower_decides_again(book: Book) -> None:
    decide, seen = interrupted(book, 3)
    answer = book.handle(BREAD, decide, Raise(1), context())
    assert (seen, answer.versions) == ([0, 10, 20, 30], (4,))
    assert book.state(BREAD) == 31


def test_whoever_was_slower_four_times_is_told_where_the_stream_is(book: Book) -> None:
    decide, seen = interrupted(book, 4)
    with pytest.raises(LedgerError) as refused:
        book.handle(BREAD, decide, Raise(1), context())
    assert (refused.value.code, refused.value.facts) == (
        "conflict",
        {"stream": "bread", "version": 4},
    )
    assert len(seen) == 4


def test_whoever_must_find_a_version_does_not_decide_again(book: Book) -> None:
    decide, seen = interrupted(book, 1)
    with pytest.raises(LedgerError) as refused:
        book.handle(BREAD, decide, Raise(1), context(if_match=0))
    assert refused.value.code == "stale"
    assert len(seen) == 1
