"""A log is followed: its tree grows by what was appended, and its head is signed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from chains import whole_log
from keyring import refused

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.signer import SignerKey
from ledger.proof.tree import tree_root
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.sequencer.followed import Followed
from ledger.sequencer.remembered import checkpoint_of
from ledger.sequencer.session import Session
from ledger.sequencer.trees import Trees


def test_the_head_of_a_log_is_signed_over_what_is_stored(
    book: Book,
    log_id: UUID,
    session: Session,
    signer: SignerKey,
    follow: Callable[[], Followed],
    write: Callable[[int], None],
) -> None:
    write(300)
    follow().step()
    trees = Trees(log_id, session)
    last = trees.last(signer.name)
    assert last is not None
    leaves = b"".join(row.leaf_hash for row in whole_log(book.rows))
    signed = checkpoint_of(last.note.encode(), signer.verifier)
    assert (signed.origin, signed.size, signed.root) == (signer.name, 300, tree_root(leaves))


def test_every_event_is_proved_from_the_tiles(
    book: Book,
    log_id: UUID,
    session: Session,
    signer: SignerKey,
    follow: Callable[[], Followed],
    write: Callable[[int], None],
) -> None:
    followed = follow()
    for _ in range(3):
        write(100)
        followed.step()
    trees = Trees(log_id, session)
    last = trees.last(signer.name)
    assert last is not None
    tiles = VerifiedTiles(last.size, last.root, lambda tile: trees.tile(signer.name, tile))
    for index, row in enumerate(whole_log(book.rows)[: last.size]):
        proof = inclusion_proof(tiles.node, index, last.size)
        verify_inclusion(row.leaf_hash, index, last.size, proof, last.root)


def test_a_process_that_starts_goes_on_where_another_ended(
    follow: Callable[[], Followed], write: Callable[[int], None], alarms: list[LedgerError]
) -> None:
    write(257)
    follow().step()
    write(256)
    assert follow().step()
    assert not alarms


@pytest.mark.usefixtures("unmapped")
def test_of_a_log_that_stands_still_nothing_is_asked(
    follow: Callable[[], Followed], write: Callable[[int], None], session: Session
) -> None:
    write(10)
    followed = follow()
    assert followed.step(10) == 10
    session.close()
    assert not followed.step(10)
    write(10)
    with refused("unavailable"):
        followed.step(20)


def test_a_log_that_gets_shorter_while_it_is_followed_is_an_alarm(
    follow: Callable[[], Followed], write: Callable[[int], None], alarms: list[LedgerError]
) -> None:
    write(10)
    followed = follow()
    followed.step()
    assert not followed.step(9)
    assert [(alarm.code, alarm.facts["found"]) for alarm in alarms] == [("log_shrank", 9)]
