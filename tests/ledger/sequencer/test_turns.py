"""All witnesses are asked for the same head, so that enough of them have seen it."""

from __future__ import annotations

from typing import cast

import pytest

from ledger.proof.checkpoint import Checkpoint
from ledger.published import Published
from ledger.sequencer import turns as module
from ledger.sequencer.turns import Turn, Turns, any_is_enough
from ledger.sequencer.witnesses import Offer


def offer(size: int) -> Offer:
    return Offer(
        Checkpoint("ledger.example.org/fair", size, bytes(32)), b"", cast("Published", None)
    )


@pytest.fixture
def turns() -> Turns:
    """Ask three witnesses, of whom two are enough."""
    return Turns(3, lambda seen: len(seen) >= 2)


def now(turns: Turns) -> Turn:
    (turn,) = turns.now()
    return turn


def test_the_next_head_waits_until_enough_have_seen_this_one(turns: Turns) -> None:
    turns.offer(offer(1))
    first = now(turns)
    turns.offer(offer(2))
    first.seen.add("a")
    assert now(turns) is first
    first.seen.add("b")
    assert now(turns).offer == offer(2)


def test_heads_in_between_are_passed_over(turns: Turns) -> None:
    turns.offer(offer(1))
    now(turns).seen.update("ab")
    for size in (2, 3, 4):
        turns.offer(offer(size))
    assert now(turns).offer == offer(4)


def test_the_last_head_stays_for_who_comes_late(turns: Turns) -> None:
    turns.offer(offer(1))
    first = now(turns)
    first.seen.update("ab")
    turns.offer(offer(1))
    assert now(turns) is first


def test_when_all_have_answered_nobody_is_waited_for(turns: Turns) -> None:
    turns.offer(offer(1))
    now(turns).answered.update("abc")
    turns.offer(offer(2))
    assert now(turns).offer == offer(2)


def test_who_never_answers_is_waited_for_only_for_a_while(
    turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", -1.0)
    turns.offer(offer(1))
    first = now(turns)
    turns.offer(offer(2))
    assert now(turns) is not first


def test_where_nothing_is_said_any_witness_is_enough() -> None:
    assert any_is_enough({"a"})
    assert not any_is_enough(set())
