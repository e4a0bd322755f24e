"""Turns at a stream: one at a time, taken again by who has it, and waited for not too long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tallies import TALLY, Raise, TallyRaised, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.one_by_one import OneByOne
from ledger.sources import One

BREAD = One(TALLY, "bread")


def test_commands_about_one_stream_are_each_decided_once(
    book: Book, threads: ThreadPoolExecutor
) -> None:
    decided: list[int] = []

    def noting(total: int, command: Raise) -> list[TallyRaised]:
        decided.append(total)
        return list(raise_tally(total, command))

    def raise_one(_: int) -> object:
        return book.handle(BREAD, noting, Raise(1), context())

    assert len(list(threads.map(raise_one, range(20)))) == 20
    assert decided == list(range(20))


def test_who_has_a_turn_may_take_it_again() -> None:
    turns = OneByOne(0.01)
    with turns.turn("bread"), turns.turn("bread"), turns.turn("salt"):
        pass


def test_who_waits_too_long_is_told_to_come_back(threads: ThreadPoolExecutor) -> None:
    turns = OneByOne(0.01)

    def take() -> None:
        with turns.turn("bread"):
            pass

    with turns.turn("bread"), pytest.raises(LedgerError) as refused:
        threads.submit(take).result()
    assert (refused.value.code, refused.value.facts) == ("busy", {"waited_seconds": 0.01})
    threads.submit(take).result()


def test_a_turn_ends_also_with_a_refusal(book: Book, threads: ThreadPoolExecutor) -> None:
    with pytest.raises(LedgerError):
        book.handle(BREAD, raise_tally, Raise(1), context(if_match=7))
    done = threads.submit(book.handle, BREAD, raise_tally, Raise(1), context())
    assert done.result(5).versions == (1,)
