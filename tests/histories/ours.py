"""The ledger, used through its book."""

from __future__ import annotations

from collections.abc import Sequence

from histories.record import Entry
from histories.subject import Refused, Unanswered
from tallies import NOON, TALLY, TallyRaised, context

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.meta import read_meta
from ledger.rows import Row
from ledger.sources import One
from ledger.stream import stream_id

COME_BACK_LATER = frozenset({"unavailable"})
"""So far nobody knows; everything else is an answer."""
AT_ONCE = 1000


class Ours:
    """One book for all clients."""

    def __init__(self, book: Book, streams: Sequence[str]) -> None:
        self._book = book
        log_id = book.published.log_id
        self._names = {stream_id(log_id, TALLY.name, name): name for name in streams}

    def write(self, key: str, stream: str, events: int) -> tuple[int, ...]:
        """Record events; see `Subject`."""
        raised = [TallyRaised(at=NOON, by=1)] * events
        try:
            answer = self._book.handle(
                One(TALLY, stream), lambda _, __: raised, None, context(key, request=key.encode())
            )
        except LedgerError as failed:
            if failed.code in COME_BACK_LATER:
                raise Unanswered(failed.code) from failed
            raise Refused(failed.code) from failed
        return answer.positions

    def read(self, stream: str) -> tuple[str, ...]:
        """Return the keys of a stream; see `Subject`."""
        try:
            recorded = self._book.events(One(TALLY, stream))
        except LedgerError as failed:
            raise Unanswered(failed.code) from failed
        return tuple(one.meta.idempotency_key for one in recorded)

    def follow(self, after: int) -> Sequence[Entry]:
        """Return what follows; see `Subject`."""
        try:
            rows = self._book.rows.after(after, AT_ONCE)
        except LedgerError as failed:
            raise Unanswered(failed.code) from failed
        return [self._entry(row) for row in rows]

    def _entry(self, row: Row) -> Entry:
        key = read_meta(row.meta).idempotency_key
        return Entry(row.position, self._names[row.stream_id], row.version, key)
