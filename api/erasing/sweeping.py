"""Sweeping out what is left in clear of what was erased: rows, read models, annexes."""

from __future__ import annotations

from uuid import UUID

from aggregates.log.erasing.events import DealErased, Erasure, PersonErased
from api.clock import Clock
from api.installation import Installation
from api.storage.operations import Operations
from api.storage.sweeping import note_swept, sweep_deal, sweep_person, swept
from ledger.book import Book
from ledger.erasures import RecordedErasure
from ledger.files.store import FileStore, Place
from projections.outbox.erasing import ask_to_erase


class Sweeping:
    """Carries erasures out, each whole and as often as need be: doing it again changes nothing."""

    def __init__(
        self, installation: Installation, operations: Operations, annexes: FileStore, clock: Clock
    ) -> None:
        """``annexes`` is where the large files of deals are."""
        self._installation = installation
        self._operations = operations
        self._annexes = annexes
        self._clock = clock

    def of_log(self, log: UUID, book: Book, *, anew: bool = False) -> int:
        """Carry out what one log says was erased, and return how many erasures that were.

        First the keys, of every erasure; then what is in clear, of those that nobody swept yet, or
        ``anew`` of all.

        Raises:
            LedgerError: ``unavailable``, ``key_store_failed``, ``file_store_failed``.
        """
        recorded = book.erasing.carry_out()
        with self._operations.transaction() as connection:
            done = set[int]() if anew else swept(connection, log)
        left = [one for one in recorded if one.position not in done]
        for one in left:
            self._sweep(log, one)
        return len(left)

    def of_all(self, *, anew: bool = False) -> int:
        """Carry out what every log says was erased; see `of_log`."""
        registry = self._installation.identity.registry_log
        swept_now = self.of_log(registry, self._installation.registry, anew=anew)
        for edition in self._installation.editions():
            book = self._installation.edition(edition)
            swept_now += self.of_log(UUID(edition), book, anew=anew)
        return swept_now

    def _sweep(self, log: UUID, one: RecordedErasure) -> None:
        streams = _streams(one.event)
        for stream in streams:
            self._annexes.forget(Place(log, stream))
        with self._operations.transaction() as connection:
            if isinstance(one.event, DealErased):
                sweep_deal(connection, log, streams, one.event.deal)
            if isinstance(one.event, PersonErased):
                sweep_person(connection, one.event.person)
            for stream in streams:
                ask_to_erase(connection, log, stream)
            note_swept(connection, log, one.position, self._clock())


def _streams(event: Erasure) -> list[UUID]:
    return sorted({UUID(key.stream) for key in event.keys if key.stream})
