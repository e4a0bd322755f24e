"""Appending to a log what it says of itself, from where its own stream is known to end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from aggregates.log import KEY, LOG
from aggregates.log.events import LogEvent, LogRotated
from aggregates.log.map_heads import MapHeads, map_heads
from aggregates.log.rotate_log import RotateLog, rotate_log
from aggregates.log.state import Log
from aggregates.vocabulary import SYSTEM, Actor, Event, Role, Sha256
from ledger.append.request import Conflict
from ledger.application import LedgerApplication, LogSettings
from ledger.chain import START
from ledger.codec import Codec, stored_name
from ledger.contents import EventContents
from ledger.context import Context
from ledger.drafting import Drafting
from ledger.envelope import Envelope
from ledger.keys.store import KeyStore
from ledger.reader import StreamView
from ledger.rows import Row, Rows, Tip
from ledger.stream import stream_id

_CODEC: Final = Codec({stored_name(event): event for event in LOG.events})
LEDGER: Final = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a log that goes on under another origin: see `LogRotated`."""

    old_origin: str
    old_checkpoint: str
    new_origin: str
    restored_size: int
    reason: str


class Saying:
    """The stream of one log about itself: what it has said, and what it says next.

    That stream gets long, and is never read twice: whoever keeps up the chains of the log knows
    where it ends. Not for several threads.
    """

    def __init__(
        self,
        settings: LogSettings,
        keys: KeyStore,
        *,
        software: str,
        new_id: Callable[[], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._contents = EventContents(settings.log_id, _CODEC, keys)
        envelope = Envelope(settings.log_id, keys, software, new_id)
        self._application = LedgerApplication(settings, self._contents, envelope)
        self._drafting = Drafting(self._contents, envelope)
        self._clock = clock
        self.log_id = settings.log_id
        self.stream_id: UUID = stream_id(settings.log_id, LOG.name, KEY)
        self.state: Log = LOG.initial

    @property
    def rows(self) -> Rows:
        """The log as it is stored."""
        return self._application.rows

    def follow(self, rows: Sequence[Row]) -> None:
        """Take up what the log has said of itself among these rows.

        Raises:
            LedgerError: as `EventContents.open`.
        """
        for row in rows:
            if row.stream_id == self.stream_id:
                self.state = LOG.evolve(self.state, self._opened(row))

    def map_heads(self, tip: Tip, through: int, root: Sha256) -> bool:
        """Say the root of the head map; return whether it was said, and not overtaken.

        ``tip`` is where the log's own stream ends.

        Raises:
            RuleError: as `map_heads`.
            LedgerError: ``unavailable``, ``busy``, ``queue_full``, ``leaf_mismatch``.
        """
        command = MapHeads(actor=LEDGER, at=self._clock(), through_position=through, root=root)
        return self._append(tip, map_heads(self.state, command), f"map:{through}")

    def rotation(self, renewal: Renewal) -> Sequence[LogRotated]:
        """Return what is to be said of a log that goes on under another origin.

        Raises:
            RuleError: as `rotate_log`.
        """
        command = RotateLog(actor=LEDGER, at=self._clock(), **msgspec.structs.asdict(renewal))
        return rotate_log(self.state, command)

    def rotate(self, rotated: Sequence[LogRotated]) -> bool:
        """Say it, at the end of the log's own stream; return whether it was not overtaken.

        Raises:
            LedgerError: ``unavailable``, ``busy``, ``queue_full``, ``leaf_mismatch``.
        """
        names = " ".join(one.new_origin for one in rotated)
        history = self.rows.history(self.stream_id)
        tip = Tip(history[-1].version, history[-1].leaf_hash) if history else START
        key = f"rotate:{hashlib.sha256(names.encode()).hexdigest()}"
        return self._append(tip, rotated, key)

    def close(self) -> None:
        """Give all connections back."""
        self._application.close()

    def _append(self, tip: Tip, events: Sequence[LogEvent], key: str) -> bool:
        view = StreamView(KEY, self.stream_id, tip.version, tip.leaf, ())
        context = Context(
            actor=SYSTEM,
            authentication="sequencer",
            correlation_id=KEY,
            idempotency_key=key,
            request=hashlib.sha256(key.encode()).digest(),
        )
        draft = self._drafting.draft({KEY: view}, {KEY: events}, context, ())
        return not isinstance(self._application.appender.append(draft.request), Conflict)

    def _opened(self, row: Row) -> LogEvent:
        event: Event = self._contents.open(row.stream_id, row.version, row.type, row.payload)
        assert isinstance(event, LOG.events)  # noqa: S101 - by the stream that it is in
        return event
