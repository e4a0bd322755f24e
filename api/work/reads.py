"""Closing the record of reads, batch by batch, and telling the ledger the digest of each.

First the batch is stored, then the ledger is told: who dies in between is followed by somebody who
tells it then. A batch is told once, whoever tells it, and how often.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from aggregates.log.reads.record_reads import RecordReads, record_reads
from aggregates.vocabulary import SYSTEM, Actor, Role
from api import ids
from api.clock import Clock
from api.reads.digest import SAID, digest_of, leaves_of
from api.storage.operations import Operations
from api.storage.reads import (
    Batch,
    batches_after,
    last_batch,
    noted_between,
    put_batch,
    wait_for_writers,
)
from ledger.book import Book
from ledger.context import Context
from ledger.rows import LAST_POSITION

EVERY: Final = timedelta(minutes=1)
READS_MAX: Final = 5000
"""So many reads are in one batch at most; the next round closes more."""
AT_ONCE: Final = 100
THE_SYSTEM: Final = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)


class Reads:
    """Closes what was read since, once a minute."""

    name = "reads"

    def __init__(self, registry: Book, operations: Operations, clock: Clock) -> None:
        """``registry`` is the log that is told."""
        self._registry = registry
        self._operations = operations
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Close what was read, if it is time; return whether there may be more.

        Raises:
            LedgerError: ``unavailable``.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        closed = self._close()
        self._tell(at)
        more = closed is not None and closed.count == READS_MAX
        self._next = None if more else at + EVERY
        return more

    def _close(self) -> Batch | None:
        """Close a batch of everything that is in none, and return it; None if there is nothing."""
        said = self._registry.state(SAID).reads
        with self._operations.transaction() as connection:
            wait_for_writers(connection)
            last = last_batch(connection)
            behind = last.last_number if last else 0
            noted = noted_between(connection, behind + 1, LAST_POSITION, READS_MAX)
            if not noted:
                return None
            salt = ids.salt()
            known = max(last.batch if last else 0, said.batch if said else 0)
            batch = Batch(
                batch=known + 1,
                first_number=noted[0].number,
                last_number=noted[-1].number,
                count=len(noted),
                first_at=min(one.at for one in noted),
                last_at=max(one.at for one in noted),
                salt=salt,
                leaves=leaves_of(salt, noted),
            )
            put_batch(connection, batch)
            return batch

    def _tell(self, at: datetime) -> None:
        """Tell the ledger every batch that it does not know, in order."""
        said = self._registry.state(SAID).reads
        with self._operations.transaction() as connection:
            pending = batches_after(connection, said.batch if said else 0, AT_ONCE)
        for batch in pending:
            command = RecordReads(
                actor=THE_SYSTEM,
                at=at,
                batch=batch.batch,
                count=batch.count,
                first_at=batch.first_at,
                last_at=batch.last_at,
                digest=digest_of(batch.batch, batch.leaves or b""),
            )
            self._registry.handle(SAID, record_reads, command, _context(batch))


def _context(batch: Batch) -> Context:
    name = f"reads:{batch.batch}"
    return Context(
        actor=SYSTEM,
        authentication="system",
        correlation_id=name,
        # what is told of a batch is judged by the rules: the key is for the one telling
        idempotency_key=f"{name}:{ids.new_id()}",
        request=name.encode(),
    )
