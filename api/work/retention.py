"""What has been kept long enough, put on a list for the registry. Nothing is erased here.

And what was erased, carried out to its end: whoever said so may have died before it was done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from aggregates.deal import DEAL
from aggregates.log.erasing.erase_deal import FAILED
from aggregates.log.erasing.events import RetentionSet
from aggregates.log.erasing.state import failed_until
from api.clock import Clock
from api.erasing.preparing import SAID
from api.erasing.sweeping import Sweeping
from api.installation import Installation
from api.storage.operations import Operations
from api.storage.retention import Due, Failed, drop_stale, failed_before, put_due
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

AT_ONCE: Final = 100
EVERY: Final = timedelta(minutes=10)
_STAGES: Final = sorted(stage.value for stage in FAILED)


class Erasures:
    """Carries out what was erased, once a while; all of it when the worker begins."""

    name = "erasures"

    def __init__(self, sweeping: Sweeping, clock: Clock) -> None:
        self._sweeping = sweeping
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Carry out what is left, if it is time.

        Raises:
            LedgerError: ``unavailable``, ``key_store_failed``, ``file_store_failed``.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        # a copy of the annexes or of these tables may have been put back while nobody worked
        self._sweeping.of_all(anew=self._next is None)
        self._next = at + EVERY
        return False


class Retention:
    """Lists the deals that failed and whose retention has ended."""

    name = "retention"

    def __init__(self, installation: Installation, operations: Operations, clock: Clock) -> None:
        self._installation = installation
        self._operations = operations
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Look for what is due, if it is time; return whether there may be more.

        Raises:
            LedgerError: ``unavailable``.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        found = [self._look(edition, at) for edition in self._installation.editions()]
        more = any(found)
        self._next = None if more else at + EVERY
        return more

    def _look(self, edition: str, at: datetime) -> bool:
        book = self._installation.edition(edition)
        retention = book.state(SAID).erasing.retention
        if retention is None:
            return False
        before = at - timedelta(days=retention.failed_days)
        with self._operations.transaction() as connection:
            drop_stale(connection, edition, _STAGES, retention.at)
            failed = failed_before(connection, edition, _STAGES, before, AT_ONCE)
            due = [d for one in failed if (d := _due(book, retention, one, at)) is not None]
            for one in due:
                put_due(connection, edition, one)
        return len(due) == AT_ONCE


def _due(book: Book, retention: RetentionSet, failed: Failed, at: datetime) -> Due | None:
    """Return what is put on the list, by what the ledger says of the deal; nothing if not due."""
    try:
        deal = book.state(One(DEAL, failed.deal))
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":
            raise
        return None
    ended_at = deal.parties.ended_at
    if ended_at is None or deal.stage not in FAILED:
        return None
    due_at = failed_until(retention, ended_at, deal.policy.reopening_days)
    if at < due_at:
        return None
    return Due(
        deal=failed.deal,
        stage=deal.stage.value,
        failed_at=ended_at,
        due_at=due_at,
        noted_at=at,
    )
