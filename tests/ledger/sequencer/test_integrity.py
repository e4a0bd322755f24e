"""What is told of a log's integrity is borne out by signatures, or not told."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from waiting import until

from ledger.book import Book
from ledger.integrity import Integrity, integrity_of
from ledger.proof.policy import Policy
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import vkey_of
from ledger.sequencer.followed import Followed

Attack = Callable[[str], None]


@pytest.fixture
def look(book: Book, log_id: UUID, policy: Policy) -> Callable[[], Integrity]:
    """Look at the log by that policy."""
    return lambda: integrity_of(log_id, book.rows, policy)


def test_of_a_log_that_nobody_signed_nothing_is_told(look: Callable[[], Integrity]) -> None:
    found = look()
    assert (found.origin, found.head, found.halted) == ("", None, "")
    assert {(one.size, one.at) for one in found.seen} == {(None, None)}


def test_each_witness_is_told_with_what_it_cosigned_last(
    look: Callable[[], Integrity], followed: Followed, write: Callable[[int], None]
) -> None:
    write(4)
    followed.step()
    until(lambda: all(one.at for one in look().seen))
    found = look()
    assert found.head is not None
    assert {one.size for one in found.seen} == {found.head.size}
    assert len({one.witness for one in found.seen}) == 3


def test_a_line_that_no_witness_signed_makes_none(
    look: Callable[[], Integrity],
    followed: Followed,
    write: Callable[[int], None],
    attack: Attack,
) -> None:
    write(4)
    followed.step()
    until(lambda: all(one.at for one in look().seen))
    attack("UPDATE ledger.cosignatures SET line = replace(line, 'A', 'B')")
    assert {one.at for one in look().seen} == {None}
    attack("UPDATE ledger.cosignatures SET line = ''")
    assert {one.at for one in look().seen} == {None}


def test_a_tree_without_a_head_and_an_alarm_are_told(
    look: Callable[[], Integrity], attack: Attack, signer: SignerKey
) -> None:
    tree = "INSERT INTO ledger.trees VALUES ('{origin}', '{{log}}', 1, '{vkey}')"
    attack(tree.format(origin=signer.name, vkey=vkey_of(signer.verifier)))
    attack("INSERT INTO ledger.halted (log_id, code, facts) VALUES ('{log}', 'x', '[]')")
    found = look()
    assert (found.origin, found.head, found.halted) == (signer.name, None, "x")
