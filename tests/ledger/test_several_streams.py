"""Decisions over several streams: appended all or none, and only on what was read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tallies import (
    CAP,
    NOON,
    TALLY,
    Cap,
    CapUsed,
    Raise,
    TallyRaised,
    context,
    raise_tally,
    raise_under,
    set_cap,
)

from aggregates.aggregate import EventsByStream
from aggregates.errors import RuleError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import Each, One

BREAD = One(TALLY, "bread")
CEILING = One(CAP, "ceiling")
UNDER = raise_under("bread", "ceiling")


def test_one_command_writes_two_streams(book: Book) -> None:
    book.handle(CEILING, set_cap, 10, context())
    answer = book.handle((BREAD, CEILING), UNDER, Raise(4), context())
    assert answer.events == (TallyRaised(at=NOON, by=4), CapUsed(at=NOON, by=4))
    assert (answer.positions, answer.versions) == ((2, 3), (1, 2))
    assert answer.resource_ids == ("bread", "ceiling")
    assert (book.state(BREAD), book.state(CEILING)) == (4, Cap(6))


def test_a_refusal_writes_neither(book: Book) -> None:
    book.handle(CEILING, set_cap, 3, context())
    with pytest.raises(RuleError) as refused:
        book.handle((BREAD, CEILING), UNDER, Raise(4), context())
    assert refused.value.facts == {"left": 3}
    assert book.head() == 1


def test_a_decision_is_made_again_when_a_stream_moved_that_it_only_read(book: Book) -> None:
    seen: list[int] = []

    def if_unchanged(_: int, cap: Cap, command: Raise) -> EventsByStream:
        if not seen:
            book.handle(CEILING, set_cap, 5, context())
        seen.append(cap.left)
        return {"bread": [TallyRaised(at=NOON, by=command.by)]}

    answer = book.handle((BREAD, CEILING), if_unchanged, Raise(1), context())
    assert (seen, answer.positions) == ([0, 5], (2,))


def test_a_decision_may_read_streams_by_their_keys(book: Book) -> None:
    for key, by in (("a", 1), ("b", 2)):
        book.handle(One(TALLY, key), raise_tally, Raise(by), context())

    def add_up(total: int, parts: Mapping[str, int], _: Raise) -> EventsByStream:
        return {"bread": [TallyRaised(at=NOON, by=total + sum(parts.values()))]}

    several = Each(TALLY, ["a", "b", "c", "a"])
    book.handle((BREAD, several), add_up, Raise(0), context())
    assert book.state(BREAD) == 3
    assert book.state(several) == {"a": 1, "b": 2, "c": 0}


def test_five_sources_are_read_at_once(book: Book) -> None:
    def first(a: int, b: int, c: int, d: int, cap: Cap, command: Raise) -> EventsByStream:
        return {"a": [TallyRaised(at=NOON, by=command.by + a + b + c + d + cap.left)]}

    sources = (One(TALLY, "a"), One(TALLY, "b"), One(TALLY, "c"), One(TALLY, "d"), CEILING)
    book.handle(sources, first, Raise(1), context())
    assert book.state(sources[0]) == 1


def test_a_decision_that_yields_nothing_for_any_stream_records_nothing(book: Book) -> None:
    def nothing(_: int, __: Raise) -> EventsByStream:
        return {"bread": []}

    assert book.handle((BREAD,), nothing, Raise(0), context()).positions == ()


def test_events_for_a_stream_that_was_not_read_are_refused(book: Book) -> None:
    def astray(_: int, __: Raise) -> EventsByStream:
        return {"salt": [TallyRaised(at=NOON, by=1)]}

    with pytest.raises(LedgerError) as refused:
        book.handle((BREAD,), astray, Raise(1), context())
    assert (refused.value.code, refused.value.facts) == ("stream_not_read", {"key": "salt"})


def test_two_sources_with_one_key_are_refused(book: Book) -> None:
    with pytest.raises(LedgerError) as refused:
        book.handle((BREAD, One(CAP, "bread")), UNDER, Raise(1), context())
    assert (refused.value.code, refused.value.facts) == ("stream_ambiguous", {"key": "bread"})


def test_the_version_to_find_is_that_of_the_first_stream(book: Book) -> None:
    book.handle(CEILING, set_cap, 10, context())
    book.handle((BREAD, CEILING), UNDER, Raise(1), context(if_match=0))
    with pytest.raises(LedgerError) as refused:
        book.handle((CEILING, BREAD), lambda _, __, ___: {}, Raise(1), context(if_match=1))
    assert refused.value.facts == {"stream": "ceiling", "expected": 1, "version": 2}
