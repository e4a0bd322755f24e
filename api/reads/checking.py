"""Holding the record of reads against what the ledger was told of it.

1. Each batch that the ledger was told of is there, and its digests make the one that was told.
2. Each read of it is there and makes its digest; what is missing is old enough to be removed.
3. There is no read between them that no digest is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.log.reads.events import ReadsRecorded
from api.reads.digest import LEAF_BYTES, SAID, digest_of, leaf_of
from api.storage.operations import Operations, Transaction
from api.storage.reads import Batch, batches_after, count_behind, noted_between
from ledger.book import Book

KEPT: Final = timedelta(days=90)
"""Nothing younger is ever removed: what is missing of it, somebody has taken away."""
AT_ONCE: Final = 100


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than the ledger was told: in which batch, which read (0: all of it), how.

    ``expected`` and ``actual`` are digests, or how many there are.
    """

    batch: int
    number: int
    check: str
    expected: str
    actual: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``forgotten`` batches were removed in time: only their digests stand.

    ``open`` reads are in no batch that the ledger was told of: nothing is shown of them yet.
    """

    batches: int
    reads: int
    forgotten: int
    open: int
    wrong: tuple[Wrong, ...]


def check_reads(registry: Book, operations: Operations, at: datetime) -> Checked:
    """Return what is right and what is wrong with the record of reads as it is ``at``.

    Raises:
        LedgerError: ``unavailable``, and as reading the log.
    """
    told = [one.event for one in registry.events(SAID)]
    said = [event for event in told if isinstance(event, ReadsRecorded)]
    wrong: list[Wrong] = []
    forgotten = 0
    with operations.transaction() as connection:
        stored = _stored(connection)
        for event in said:
            batch = stored.get(event.batch)
            wrong += _wrong(connection, event, batch, at)
            forgotten += batch is not None and batch.leaves is None
        last = max((stored[e.batch].last_number for e in said if e.batch in stored), default=0)
        behind = count_behind(connection, last)
    total = said[-1].total if said else 0
    return Checked(
        batches=len(said), reads=total, forgotten=forgotten, open=behind, wrong=tuple(wrong)
    )


def _stored(connection: Transaction) -> dict[int, Batch]:
    found: dict[int, Batch] = {}
    while more := batches_after(connection, max(found, default=0), AT_ONCE):
        found |= {batch.batch: batch for batch in more}
    return found


def _wrong(
    connection: Transaction, event: ReadsRecorded, batch: Batch | None, at: datetime
) -> Iterator[Wrong]:
    old = event.first_at < at - KEPT
    if batch is None:
        yield _whole(event, "batch_missing", "")
    elif batch.leaves is None or batch.salt is None:
        if not old:
            yield _whole(event, "removed_too_early", "")
    elif (actual := digest_of(event.batch, batch.leaves)) != event.digest:
        yield _whole(event, "digest", actual)
    else:
        yield from _wrong_reads(connection, batch, batch.salt, batch.leaves, old=old)


def _wrong_reads(
    connection: Transaction, batch: Batch, salt: bytes, leaves: bytes, *, old: bool
) -> Iterator[Wrong]:
    """Yield the reads of an untouched batch that do not make their digests."""
    cut = range(0, len(leaves), LEAF_BYTES)
    expected = [leaves[begin : begin + LEAF_BYTES] for begin in cut]
    noted = noted_between(connection, batch.first_number, batch.last_number, 2 * batch.count + 1)
    found = {leaf_of(salt, one): one.number for one in noted}
    for leaf in found.keys() - set(expected):
        yield Wrong(
            batch=batch.batch, number=found[leaf], check="read", expected="", actual=leaf.hex()
        )
    missing = len(expected) - len(noted)
    if missing > 0 and not old:
        yield Wrong(
            batch=batch.batch,
            number=0,
            check="reads_missing",
            expected=str(len(expected)),
            actual=str(len(noted)),
        )


def _whole(event: ReadsRecorded, check: str, actual: str) -> Wrong:
    return Wrong(batch=event.batch, number=0, check=check, expected=event.digest, actual=actual)
