"""Every hash computed anew: what somebody changed who may do everything is named."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

import pytest
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.proof.hashing import leaf_hash
from ledger.rehash import Head, rehash
from ledger.sources import One

Attack = Callable[[str], None]


@pytest.fixture
def written(book: Book) -> Book:
    """Raise two tallies, one of them twice."""
    for number, key in enumerate(("bread", "salt", "bread")):
        book.handle(One(TALLY, key), raise_tally, Raise(1), context(f"k{number}"))
    return book


def test_what_nobody_changed_comes_to_its_head(written: Book, log_id: UUID) -> None:
    seen: list[int] = []
    head = rehash(log_id, written.rows, seen.append)
    last = written.read(2, 1)[0]
    assert seen == [3]
    assert head == Head(
        log_id=str(log_id), position=3, recorded_at=last.recorded_at, leaf_hash=last.leaf_hash.hex()
    )


def test_an_empty_log_has_an_empty_head(book: Book, log_id: UUID) -> None:
    assert rehash(log_id, book.rows) == Head(log_id=str(log_id))


@pytest.mark.parametrize(
    ("statement", "position", "check"),
    [
        ("UPDATE {events} SET meta = meta || ' ' WHERE position = 2", 2, "leaf_hash"),
        ("UPDATE {events} SET type = 'cap.set.v1' WHERE position = 1", 1, "leaf_hash"),
        ("UPDATE {events} SET leaf_hash = salt WHERE position = 1", 1, "leaf_hash"),
        ("UPDATE {events} SET version = 3 WHERE position = 3", 3, "version"),
        ("DELETE FROM {events} WHERE position = 3", 2, "log_head"),
        ("UPDATE ledger.streams SET version = 9 WHERE log_id = '{log}' AND version = 2", 3, ""),
        ("UPDATE ledger.streams SET last_leaf = '' WHERE log_id = '{log}'", 3, ""),
    ],
)
def test_a_change_is_named(
    written: Book, log_id: UUID, attack: Attack, statement: str, position: int, check: str
) -> None:
    attack(statement)
    with pytest.raises(LedgerError) as found:
        rehash(log_id, written.rows)
    assert (found.value.code, found.value.facts["position"]) == ("event_altered", position)
    assert str(found.value.facts["check"]).startswith(check or "stream ")


def test_time_that_goes_back_is_named_under_the_right_hashes_too(
    written: Book, log_id: UUID, attack: Attack
) -> None:
    row = written.rows.after(1, 1)[0]._replace(recorded_at=1)
    opening = Opening(
        log_id=log_id.bytes,
        stream_id=row.stream_id.bytes,
        version=row.version,
        recorded_at=row.recorded_at,
        type=row.type,
        payload_sha256=sha256(row.payload).digest(),
        meta_sha256=sha256(row.meta).digest(),
        prev=NO_LEAF,
        salt=row.salt,
    )
    leaf = leaf_hash(entry_hash(opening)).hex()
    statement = (
        "UPDATE {events} SET recorded_at = 1, leaf_hash = decode('LEAF', 'hex') WHERE position = 2"
    )
    attack(statement.replace("LEAF", leaf))
    with pytest.raises(LedgerError) as found:
        rehash(log_id, written.rows)
    assert found.value.facts["check"] == "recorded_at"
