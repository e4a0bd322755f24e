"""Ours: sealed, salted, chained, under an idempotency key, in groups, and checked by the writer."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from secrets import token_bytes
from threading import Lock
from uuid import UUID

from bench.appends.contender import Round, collides
from bench.appends.sample import CODEC, DEAL, EVENT, SOFTWARE, context
from bench.crowd import Append
from chains import require_chain, whole_log

from ledger.append.appender import Appender
from ledger.append.request import Conflict, Stored
from ledger.application import LedgerApplication, LogSettings
from ledger.contents import EventContents
from ledger.drafting import Drafting
from ledger.envelope import Envelope
from ledger.keys.store import KeyStore
from ledger.logs import open_log
from ledger.opening import NO_LEAF
from ledger.reader import StreamView
from ledger.receipts import Claim
from ledger.rows import Rows


class OurRound(Round, frozen=True):
    """A round with its log, as it is stored, and its clients."""

    log_id: UUID
    rows: Rows
    writers: tuple[Writer, ...]


class Ours:
    """Everything between a decision and its answer, as `ledger.deciding` does it."""

    def __init__(self, dsn: str, keys: KeyStore) -> None:
        self._dsn = dsn
        self._keys = keys

    @contextmanager
    def round(self, clients: int, *, conflicts: bool) -> Generator[OurRound, None, None]:
        """Open a log of its own."""
        log_id = new_uuid()
        open_log(self._dsn, log_id)
        contents = EventContents(log_id, CODEC, self._keys)
        envelope = Envelope(log_id, self._keys, SOFTWARE, lambda: str(new_uuid()))
        settings = LogSettings(dsn=self._dsn, log_id=log_id)
        application = LedgerApplication(settings, contents, envelope)
        try:
            drafting = Drafting(contents, envelope)
            writers = tuple(
                Writer(drafting, application.appender, conflicts=conflicts) for _ in range(clients)
            )
            appends: list[Append] = [writer.append for writer in writers]
            require = partial(_require, log_id, application.rows)
            yield OurRound(appends, require, log_id, application.rows, writers)
        finally:
            application.close()


class Writer:
    """One client: the only one on its stream, whose last version it knows."""

    def __init__(self, drafting: Drafting, appender: Appender, *, conflicts: bool) -> None:
        self._drafting = drafting
        self._appender = appender
        self._conflicts = conflicts
        self._stream = new_uuid()
        self._version = 0
        self._tips = [NO_LEAF]
        self._position = 0
        self._alone = Lock()

    def append(self) -> None:
        """Append the next event."""
        number = self._version + 1
        if collides(number, conflicts=self._conflicts):
            assert isinstance(self._send(number, self._version - 1), Conflict)
        stored = self._send(number, self._version)
        assert isinstance(stored, Stored)
        self._version += 1
        self._tips = [self._tips[-1], stored.leaf_hashes[0]]
        self._position = stored.first_position

    def claim(self) -> Claim:
        """Append the next event, one at a time, and return what a receipt of it is of."""
        with self._alone:
            self.append()
            return Claim(self._position, self._tips[-1])

    def _send(self, number: int, version: int) -> object:
        tip = self._tips[version - self._version - 1]
        views = {DEAL: StreamView(DEAL, self._stream, version, tip, ())}
        draft = self._drafting.draft(views, {DEAL: [EVENT]}, context(self._stream, number), ())
        return self._appender.append(draft.request)


def new_uuid() -> UUID:
    """Return a random id."""
    return UUID(bytes=token_bytes(16), version=4)


def _require(log_id: UUID, rows: Rows, acknowledged: int) -> None:
    stored = whole_log(rows)
    assert len(stored) == acknowledged, f"{len(stored)} stored, {acknowledged} acknowledged"
    require_chain(log_id, stored)
