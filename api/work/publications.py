"""Settles what may be published of each edition's figures as soon as it is midnight there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from aggregates.edition import EDITION
from api.clock import Clock
from api.http.figures import last_midnight
from api.installation import Installation
from api.publishing import publish
from api.refusals import ApiError
from api.storage.views import ViewConnection, Views
from ledger.book import Book
from ledger.sources import One
from projections.cut import Cut, cut_at

Covered = Callable[[Book, int], bool]
"""Says whether enough witnesses have seen a log up to a position, where there are any."""

_SERVICE_MISSING: Final = frozenset({"views_missing"})


class Publications:
    """Judges the figures of midnights. Several at once judge each midnight once."""

    name = "publications"

    def __init__(
        self, installation: Installation, dsn: str, currency: str, covered: Covered, clock: Clock
    ) -> None:
        """Read with ``dsn``, which logs in as the application; sums are in ``currency``."""
        self._installation = installation
        self._dsn = dsn
        self._currency = currency
        self._covered = covered
        self._clock = clock
        self._done: dict[str, datetime] = {}

    def round(self) -> bool:
        """Judge what is due: of each edition once after its midnight.

        Raises:
            LedgerError, ProjectionError: as reading; it is tried again.
        """
        for edition in self._installation.editions():
            book = self._installation.edition(edition)
            opened = book.state(One(EDITION, edition)).opened
            if opened is None:
                continue
            midnight = last_midnight(self._clock(), opened.zone)
            if self._done.get(edition) != midnight:
                due = _Due(book, edition, opened.zone, midnight)
                if asyncio.run(self._published(due)):
                    self._done[edition] = midnight
        return False

    async def _published(self, due: _Due) -> bool:
        """Judge as of the midnight; False if the read models, or witnesses, are not there yet."""
        views = Views(self._dsn, connections=1)
        try:
            async with views.connection() as connection:
                cut = await due.cut(connection)
                if cut is None or not self._covered(due.book, cut.position):
                    return False
                await publish(
                    connection, cut, lambda at: due.cut_at(connection, at), self._currency
                )
        except ApiError as missing:
            if missing.code not in _SERVICE_MISSING:
                raise
            return False
        finally:
            await views.close()
        return True


class _Due:
    """A midnight of an edition."""

    def __init__(self, book: Book, edition: str, zone: str, at: datetime) -> None:
        self.book = book
        self._edition = edition
        self._zone = zone
        self._at = at

    async def cut(self, connection: ViewConnection) -> Cut | None:
        """Return the cut at this midnight; None while the read models may miss something of it."""
        head = self.book.head()  # before the views: what comes after it came after midnight
        log = UUID(self._edition)
        now = await cut_at(connection, log, self._edition, self._zone)
        if now.position < head and now.at <= self._at:
            return None
        return await cut_at(connection, log, self._edition, self._zone, as_of=self._at)

    async def cut_at(self, connection: ViewConnection, position: int) -> Cut:
        """Return the cut at a position."""
        return await cut_at(connection, UUID(self._edition), self._edition, self._zone, at=position)
