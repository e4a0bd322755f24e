"""The sequencer and the witness are killed between any two steps, and go on where they were."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest
from bench.appends.sequenced import NAME, sequencing, witnessing
from databases import Database, prepared
from waiting import until

from ledger.book import Book
from ledger.embedded import Server
from ledger.proof.policy import Log, Policy
from ledger.proof.receipt import verify_receipt
from ledger.receipts import Claim, Receipts, Tree
from ledger.sequencer.keys import LogKeys


@pytest.fixture
def database(postgres: Server) -> Database:
    """Make a database for this test only: who signs its logs is alone."""
    return prepared(postgres, f"killed_{secrets.token_hex(4)}")


def seen(receipts: Receipts, least: int) -> Tree:
    until(lambda: receipts.newest(least) is not None)
    tree = receipts.newest(least)
    assert tree is not None
    return tree


def trusted(policy: Policy, folder: Path, log_id: UUID) -> Policy:
    known = LogKeys(folder / "sequencer", NAME)
    key = known.signer(log_id, 1, known.origin(log_id, 1)).verifier
    return msgspec.structs.replace(policy, logs=(Log(key),))


def killed(process: Popen[bytes]) -> None:
    process.kill()
    process.wait()


def test_every_event_has_its_receipt_after_both_were_killed(
    database: Database, book: Book, log_id: UUID, write: Callable[[int], None], tmp_path: Path
) -> None:
    keys = tmp_path / "sequencer"
    with ExitStack() as stack:
        policy, file = stack.enter_context(witnessing(log_id, tmp_path))
        receipts = Receipts(log_id, book.rows, policy)
        write(40)
        with sequencing(database, keys, file) as first:
            early = receipts.receipt(seen(receipts, 40), claim(book, 7))
            write(400)
            killed(first)
        write(40)
        place = urlsplit(policy.witnesses[0].url).netloc
        stack.close()
        stack.enter_context(witnessing(log_id, tmp_path, place))
        with sequencing(database, keys, file):
            tree = seen(receipts, 480)
    trust = trusted(policy, tmp_path, log_id)
    assert verify_receipt(early, claim(book, 7).leaf, trust).is_witnessed
    for row in book.rows.after(0, 480):
        made = receipts.receipt(tree, Claim(row.position, row.leaf_hash))
        assert verify_receipt(made, row.leaf_hash, trust).is_witnessed


def claim(book: Book, position: int) -> Claim:
    (row,) = book.rows.after(position - 1, 1)
    return Claim(position, row.leaf_hash)
