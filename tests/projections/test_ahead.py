"""Work done beside is done in order, and its failures are told."""

from __future__ import annotations

from threading import Event, current_thread

import pytest

from projections.runner.ahead import one_ahead


def test_pieces_are_done_in_order_by_another_thread() -> None:
    done: list[tuple[int, str]] = []
    with one_ahead() as do:
        for number in range(20):
            do(lambda number=number: done.append((number, current_thread().name)))
    assert [number for number, _ in done] == list(range(20))
    assert current_thread().name not in {name for _, name in done}


def test_nobody_is_more_than_one_piece_ahead() -> None:
    first, second = Event(), Event()
    with one_ahead() as do:
        do(first.set)
        do(second.set)
        assert first.is_set()
        do(lambda: None)
        assert second.is_set()


def test_what_a_piece_raises_is_raised_by_the_next_call() -> None:
    def fail() -> None:
        raise ValueError("no")

    with one_ahead() as do:
        do(fail)
        with pytest.raises(ValueError, match="no"):
            do(lambda: None)
        do(lambda: None)


def test_what_the_last_piece_raises_is_raised_at_the_end() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), one_ahead() as do:
        do(fail)


def test_nothing_is_at_work_any_more_when_the_caller_fails() -> None:
    done: list[int] = []

    def go_wrong() -> None:
        with one_ahead() as do:
            do(lambda: done.append(1))
            raise KeyError

    with pytest.raises(KeyError):
        go_wrong()
    assert done == [1]
