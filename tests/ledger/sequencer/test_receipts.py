"""Receipts are of the very leaf that was recorded, in a tree that enough witnesses have seen."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import msgspec
import pytest
from keyring import refused
from waiting import until

from ledger.book import Book
from ledger.opening import entry_hash, parse_opening
from ledger.proof.hashing import leaf_hash
from ledger.proof.policy import Log, Policy
from ledger.proof.receipt import parse_receipt, verify_receipt
from ledger.proof.signer import SignerKey
from ledger.receipts import KEPT, Claim, Receipts, Tree
from ledger.sequencer.followed import Followed

Write = Callable[[int], None]


def claim(book: Book, position: int) -> Claim:
    (row,) = book.rows.after(position - 1, 1)
    return Claim(position, row.leaf_hash)


def seen(receipts: Receipts, least: int) -> Tree:
    """Wait until enough have seen so many events."""
    until(lambda: receipts.newest(least) is not None)
    tree = receipts.newest(least)
    assert tree is not None
    return tree


def test_every_event_has_a_receipt_that_says_what_it_is_of(
    book: Book,
    signer: SignerKey,
    followed: Followed,
    write: Write,
    receipts: Receipts,
    policy: Policy,
) -> None:
    write(20)
    followed.step()
    tree = seen(receipts, 20)
    trusted = msgspec.structs.replace(policy, logs=(Log(signer.verifier),))
    for row in book.rows.after(0, 20):
        made = receipts.receipt(tree, Claim(row.position, row.leaf_hash))
        assert verify_receipt(made, row.leaf_hash, trusted).is_witnessed
        opening = parse_opening(parse_receipt(made).extra)
        assert leaf_hash(entry_hash(opening)) == row.leaf_hash
        assert (opening.version, opening.type) == (row.version, row.type)


def test_heads_that_grow_all_the_time_are_seen_by_enough(
    followed: Followed, write: Write, receipts: Receipts
) -> None:
    for _ in range(10):
        write(3)
        followed.step()
    assert len(seen(receipts, 30).head.cosigned) >= 2


def test_a_tree_that_covers_too_little_is_none(
    followed: Followed, write: Write, receipts: Receipts
) -> None:
    assert receipts.newest(1) is None
    write(4)
    followed.step()
    seen(receipts, 4)
    assert receipts.newest(5) is None


def test_another_leaf_than_was_computed_is_refused(
    book: Book, followed: Followed, write: Write, receipts: Receipts
) -> None:
    write(4)
    followed.step()
    tree = seen(receipts, 4)
    with refused("leaf_contradicted"):
        receipts.receipt(tree, Claim(2, bytes(32)))
    with refused("leaf_contradicted"):
        receipts.seen([Claim(2, bytes(32))])
    assert receipts.receipt(tree, claim(book, 2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {events} SET salt = decode(repeat('00', 32), 'hex') WHERE position = 3",
        "DELETE FROM {events} WHERE position = 3",
    ],
)
def test_what_is_stored_otherwise_than_it_was_signed_is_refused(
    book: Book,
    followed: Followed,
    write: Write,
    receipts: Receipts,
    attack: Callable[[str], None],
    statement: str,
) -> None:
    write(4)
    asked = claim(book, 3)
    followed.step()
    tree = seen(receipts, 4)
    attack(statement)
    with refused("leaf_contradicted"):
        receipts.receipt(tree, asked)


def test_an_event_that_stops_the_log_is_told_to_who_waits_for_it(
    book: Book,
    followed: Followed,
    write: Write,
    receipts: Receipts,
    attack: Callable[[str], None],
) -> None:
    write(4)
    waiting, other = claim(book, 3), claim(book, 2)
    receipts.require_unaltered(waiting)
    attack("UPDATE {events} SET payload = payload || '\\x00'::bytea WHERE position = 3")
    followed.step()
    receipts.require_unaltered(other)
    with refused("leaf_contradicted"):
        receipts.require_unaltered(waiting)


def test_who_has_seen_an_event_is_told_by_the_first_head_with_it(
    book: Book, followed: Followed, write: Write, receipts: Receipts
) -> None:
    for size in (4, 8):
        write(4)
        followed.step()
        seen(receipts, size)
    write(2)
    claims = [claim(book, position) for position in range(1, 11)]
    found = receipts.seen(claims)
    assert [found[one.leaf].size for one in claims[:8]] == [4] * 4 + [8] * 4
    assert claims[8].leaf not in found
    assert receipts.seen(claims) == found


def test_what_is_remembered_is_bounded(
    book: Book,
    followed: Followed,
    write: Write,
    receipts: Receipts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.receipts.KEPT", 1)
    write(4)
    followed.step()
    seen(receipts, 4)
    claims = [claim(book, position) for position in (1, 2, 3)]
    assert len(receipts.seen(claims)) == len(receipts.seen(claims[1:])) + 1 == 3
    assert KEPT > 1


OF_ANOTHER_HEAD = """
UPDATE ledger.cosignatures AS c SET line = o.line FROM ledger.cosignatures AS o
WHERE o.origin = c.origin AND o.witness = c.witness AND o.size <> c.size AND c.origin LIKE '%{log}'
"""
OF_NOBODY = """
UPDATE ledger.cosignatures SET line = replace(line, 'example.org', 'example.net')
WHERE size > 2 AND origin LIKE '%{log}';
DELETE FROM ledger.checkpoints WHERE size = 4 AND origin LIKE '%{log}'
"""


def test_signatures_of_another_head_make_nobody_a_witness(
    followed: Followed, write: Write, receipts: Receipts, attack: Callable[[str], None]
) -> None:
    for size in (4, 8):
        write(4)
        followed.step()
        seen(receipts, size)
    attack(OF_ANOTHER_HEAD)
    assert receipts.newest(1) is None


def test_heads_that_nobody_known_has_seen_are_passed_over_however_many(
    followed: Followed, write: Write, receipts: Receipts, attack: Callable[[str], None]
) -> None:
    for size in range(2, 24, 2):
        write(2)
        followed.step()
        seen(receipts, size)
    attack(OF_NOBODY)
    newest, first = receipts.newest(1), receipts.witnessed.first(1)
    assert newest is not None
    assert first is not None
    assert (newest.head.size, first.size) == (2, 2)
    assert receipts.witnessed.first(3) is None


def test_without_witnesses_every_signed_head_will_do(
    book: Book, followed: Followed, write: Write, log_id: UUID
) -> None:
    alone = Receipts(log_id, book.rows)
    assert alone.newest(0) is None
    write(4)
    followed.step()
    tree = alone.newest(4)
    assert tree is not None
    assert tree.head.cosigned == ()
    assert len(tree.head.note.signatures) == 1
