"""The ledger, used over HTTP: each command is a comment on a deal. It is read beside, by a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import httpx2
from histories.record import Entry
from histories.subject import Refused, Unanswered

from aggregates.deal import DEAL
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.meta import read_meta
from ledger.sources import One

AT_ONCE = 1000
REFUSED = frozenset({"conflict", "busy", "queue_full"})
"""Nothing was recorded, and it is said so."""
UNANSWERED = frozenset({"unavailable", "service_unavailable"})
"""Nobody knows."""


class OverHttp:
    """One server at ``url`` for all clients, who come with ``cookie``."""

    def __init__(self, url: str, cookie: Mapping[str, str], book: Book) -> None:
        self._client = httpx2.Client(base_url=url, timeout=30)
        self._cookie = cookie
        self._book = book

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def write(self, key: str, stream: str, events: int) -> tuple[int, ...]:
        """Comment on a deal; see `Subject`."""
        assert events == 1
        headers = {**self._cookie, "idempotency-key": key}
        path = f"/api/v1/deals/{stream}/comment"
        try:
            said = self._client.post(path, json={"text": key}, headers=headers)
        except httpx2.TransportError as lost:
            raise Unanswered(str(lost)) from lost
        if said.status_code == 200:
            return tuple(said.json()["positions"])
        code = said.json()["code"]
        if code in REFUSED:
            raise Refused(code)
        assert code in UNANSWERED, said.text
        raise Unanswered(code)

    def read(self, stream: str) -> tuple[str, ...]:
        """Return the keys of a deal; see `Subject`."""
        try:
            recorded = self._book.events(One(DEAL, stream))
        except LedgerError as failed:
            raise Unanswered(failed.code) from failed
        return tuple(one.meta.idempotency_key for one in recorded)

    def follow(self, after: int) -> Sequence[Entry]:
        """Return what follows; see `Subject`."""
        try:
            rows = self._book.rows.after(after, AT_ONCE)
        except LedgerError as failed:
            raise Unanswered(failed.code) from failed
        return [
            Entry(
                row.position, str(row.stream_id), row.version, read_meta(row.meta).idempotency_key
            )
            for row in rows
        ]
