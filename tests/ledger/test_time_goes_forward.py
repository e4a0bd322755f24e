"""The book takes no command that is earlier than what is recorded, and clocks differ a little."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic

import pytest
from people import LIN
from tallies import CAP, NOON, TALLY, CapSet, TallyRaised, context

from aggregates.aggregate import EventsByStream
from aggregates.chronology import CLOCKS_APART
from aggregates.errors import RuleError
from aggregates.vocabulary import Command
from ledger.book import Book
from ledger.sources import One

BREAD, LIMIT = One(TALLY, "bread"), One(CAP, "limit")
TICK = timedelta(milliseconds=5)


def raise_now(_: int, command: Command) -> Sequence[TallyRaised]:
    return [TallyRaised(at=command.at, by=1)]


def set_now(_: object, command: Command) -> Sequence[CapSet]:
    return [CapSet(at=command.at, limit=7)]


def raise_under_cap(_: int, __: object, command: Command) -> EventsByStream:
    return {"bread": [TallyRaised(at=command.at, by=1)]}


def sent(late: timedelta) -> Command:
    return Command(actor=LIN, at=NOON + late)


def times(book: Book) -> list[timedelta]:
    return [recorded.event.at - NOON for recorded in book.events(BREAD)]


def test_two_programs_whose_clocks_differ_slightly_work_on_one_stream(book: Book) -> None:
    for late in (TICK, timedelta(0), 2 * TICK, TICK):
        book.handle(BREAD, raise_now, sent(late), context())
    assert times(book) == [TICK, TICK, 2 * TICK, 2 * TICK]


def test_a_command_from_a_clock_that_went_back_is_refused(book: Book) -> None:
    book.handle(BREAD, raise_now, sent(timedelta(hours=1)), context())
    with pytest.raises(RuleError) as refused:
        book.handle(BREAD, raise_now, sent(timedelta(0)), context())
    assert refused.value.code == "clock_went_back"
    assert refused.value.facts == {"at": NOON, "last": NOON + timedelta(hours=1)}
    assert times(book) == [timedelta(hours=1)]


def test_a_stream_that_is_only_read_counts_too(book: Book) -> None:
    late = timedelta(hours=1)
    book.handle(LIMIT, set_now, sent(late), context())
    with pytest.raises(RuleError, match="clock_went_back"):
        book.handle((BREAD, LIMIT), raise_under_cap, sent(timedelta(0)), context())
    book.handle((BREAD, LIMIT), raise_under_cap, sent(late - CLOCKS_APART), context())
    assert times(book) == [late]


def test_what_was_recorded_before_its_clock_went_back_is_answered_again(book: Book) -> None:
    first = book.handle(BREAD, raise_now, sent(timedelta(0)), context("k"))
    book.handle(BREAD, raise_now, sent(timedelta(hours=1)), context())
    again = book.handle(BREAD, raise_now, sent(timedelta(0)), context("k"))
    assert (again.positions, again.repeated) == (first.positions, True)


def test_a_command_that_was_held_up_is_decided_as_of_the_last_event(book: Book) -> None:
    held_up, later = context(came=monotonic() - 60), timedelta(seconds=30)
    book.handle(BREAD, raise_now, sent(later), context())
    book.handle(BREAD, raise_now, sent(timedelta(0)), held_up)
    assert times(book) == [later, later]


def test_a_wait_excuses_no_clock_that_went_back(book: Book) -> None:
    held_up = context(came=monotonic() - 60)
    book.handle(BREAD, raise_now, sent(timedelta(hours=1)), context())
    with pytest.raises(RuleError, match="clock_went_back"):
        book.handle(BREAD, raise_now, sent(timedelta(0)), held_up)
