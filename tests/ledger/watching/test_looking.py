"""One look at a log after another: what is accepted, and what is said instead."""

from __future__ import annotations

from typing import Any

import pytest
from keyring import refused
from msgspec.structs import replace
from proving import AT, CHAMBER, ORIGIN, PARTY, POLICY, REGULATOR, log_key, with_policy
from watched import Tree

from ledger.proof.policy import Log
from ledger.watching.looking import Look, look_at

OLDER, NEWER = Tree(300), Tree(600)


def look(known: bytes = b"", tree: Tree = NEWER, **changes: Any) -> Look:
    seen = Look(
        note=tree.note(),
        known=known,
        policy=POLICY,
        source=tree.tile,
        at=AT + 1,
        stale_after=600,
    )
    return replace(seen, **changes)


def test_the_first_look_takes_a_head_that_is_signed_witnessed_and_there() -> None:
    seen = look_at(look())
    assert (seen.origin, seen.size, seen.new) == (ORIGIN, 600, 600)
    assert (seen.witnesses, seen.witnessed_at) == (("notary-chamber", "regulator"), AT)


def test_the_next_look_counts_what_is_new() -> None:
    assert look_at(look(OLDER.note())).new == 300
    assert look_at(look(NEWER.note())).new == 0


@pytest.mark.parametrize(
    ("known", "tree", "code"),
    [
        (NEWER, OLDER, "log_went_back"),
        (Tree(600, 599), NEWER, "tree_forked"),
        (Tree(300, 7), NEWER, "consistency_refuted"),
    ],
)
def test_what_was_taken_back_or_rewritten_is_said(known: Tree, tree: Tree, code: str) -> None:
    with refused(code):
        look_at(look(known.note(), tree))


def test_a_log_that_goes_on_in_another_tree_is_said() -> None:
    other = "other.example.org"
    both = with_policy(logs=(*POLICY.logs, Log(log_key(other).verifier)))
    with refused("log_renamed"):
        look_at(look(OLDER.note(origin=other), policy=both))


def test_too_few_witnesses_and_a_log_that_nobody_trusts_decide_nothing() -> None:
    with refused("quorum_not_met"):
        look_at(look(note=NEWER.note(CHAMBER)))
    with refused("log_not_trusted"):
        look_at(look(policy=with_policy(logs=())))


def test_a_head_that_the_log_did_not_sign_is_said() -> None:
    with refused("log_signature_missing"):
        look_at(look(note=NEWER.note(key=log_key(ORIGIN, 1))))


def test_tiles_that_are_not_those_of_the_head_are_said() -> None:
    with refused("tiles_refuted"):
        look_at(look(source=Tree(600, 1).tile))


@pytest.mark.parametrize("late", [600, 601])
def test_a_head_that_witnesses_have_not_seen_for_long_is_stale(late: int) -> None:
    if late > 600:
        with refused("log_stale"):
            look_at(look(at=AT + late))
    else:
        assert look_at(look(at=AT + late)).witnessed_at == AT


def test_it_is_as_fresh_as_enough_witnesses_say_and_not_the_slowest() -> None:
    three = NEWER.note(CHAMBER, REGULATOR, PARTY)  # a second after the other
    assert look_at(look(note=three, at=AT + 601)).witnessed_at == AT + 1


def test_by_a_clock_that_is_ahead_nobody_has_seen_it() -> None:
    with refused("witness_ahead"):
        look_at(look(at=AT - 60))  # the other of the two signs a second after the first
    assert look_at(look(at=AT - 59)).witnessed_at == AT


def test_a_witness_that_is_ahead_is_not_waited_for_where_others_are_enough() -> None:
    three = NEWER.note(CHAMBER, REGULATOR, PARTY)  # a second after the other
    assert look_at(look(note=three, at=AT - 59)).witnessed_at == AT


def test_where_no_witness_is_asked_for_nothing_is_stale() -> None:
    alone = with_policy(witnesses=(), groups=(), quorum="none")
    assert look_at(look(policy=alone, at=AT + 10**6)).witnessed_at is None


def test_what_is_remembered_must_be_a_head_of_the_policy() -> None:
    for known in (b"nothing", OLDER.note(key=log_key(ORIGIN, 1))):
        with refused("memory_unusable"):
            look_at(look(known))
