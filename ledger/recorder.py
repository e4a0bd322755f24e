"""The recorder that the library calls: our rows and our group commit behind its interface."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from eventsourcing.persistence import (
    IntegrityError,
    Notification,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from ledger.append.appender import Appender
from ledger.append.request import Conflict, Repeated, StreamPart
from ledger.context import Context
from ledger.datastore import LedgerDatastore
from ledger.envelope import Envelope
from ledger.errors import LedgerError
from ledger.opening import NO_LEAF
from ledger.rows import LAST_POSITION, Row, Rows

CHANNEL = "ledger"
"""Where the database tells that a log has grown. A hint: polling by position is the truth."""


class LedgerRecorder(PostgresApplicationRecorder):
    """Reads and appends one log. The library's own tables and statements are never used."""

    appender: Appender
    envelope: Envelope

    def __init__(
        self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events"
    ) -> None:
        super().__init__(datastore, events_table_name=events_table_name)
        assert isinstance(datastore, LedgerDatastore)  # noqa: S101 - our factory made it
        self.channel_name = CHANNEL
        self.rows = Rows(datastore.log_id, datastore.pool)

    def create_table(self) -> None:
        """Make nothing: the tables come from the migrations, by another role."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: object
    ) -> Sequence[int] | None:
        """Append events, whose ``context`` comes by keyword, and return their positions.

        Streams are appended one after the other, in the order in which they first appear.

        Raises:
            IntegrityError: a stream has moved.
            ProgrammingError: no context was given.
            LedgerError: as `Appender.append`.
        """
        context = kwargs.get("context")
        if not isinstance(context, Context):
            raise ProgrammingError("events are recorded in a context")
        if not stored_events:
            return []
        streams: dict[UUID, list[StoredEvent]] = {}
        for event in stored_events:
            streams.setdefault(_uuid(event), []).append(event)
        parts = [self._part(stream_id, events, context) for stream_id, events in streams.items()]
        outcome = self.appender.append(self.envelope.request(context, parts, (), ()))
        if isinstance(outcome, Conflict):
            raise IntegrityError(f"stream {UUID(bytes=outcome.stream_id)} has moved")
        if isinstance(outcome, Repeated):
            return range(outcome.first_position, outcome.last_position + 1)
        appended = [event for events in streams.values() for event in events]
        positions = {id(event): n for n, event in enumerate(appended, outcome.first_position)}
        return [positions[id(event)] for event in stored_events]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return a stream's events with versions in ``(gt, lte]``."""
        stream_id = originator_id if isinstance(originator_id, UUID) else UUID(originator_id)
        rows = self.rows.history(stream_id)[gt or 0 : lte]
        if desc:
            rows.reverse()
        return [StoredEvent(row.stream_id, row.version, row.type, row.payload) for row in rows][
            :limit
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return the log's events from position ``start`` on, of the types ``topics`` if given."""
        after = 0 if start is None else start - int(inclusive_of_start)
        last = LAST_POSITION if stop is None else stop
        found: list[Notification] = []
        while len(found) < limit and (rows := self.rows.after(after, limit, last)):
            found += [_notification(row) for row in rows if not topics or row.type in topics]
            after = rows[-1].position
        return found[:limit]

    def max_notification_id(self) -> int | None:
        """Return the last position of the log, nothing while it is empty."""
        return self.rows.head() or None

    def _part(self, stream_id: UUID, events: Sequence[StoredEvent], context: Context) -> StreamPart:
        before = events[0].originator_version - 1
        for version, event in enumerate(events, start=before + 1):
            if event.originator_version != version:
                raise LedgerError("versions_missing", stream_id=str(stream_id), first=version)
        rows = self.rows.history(stream_id)
        if len(rows) < before:
            raise IntegrityError(f"stream {stream_id} has not come to version {before}")
        last_leaf = rows[before - 1].leaf_hash if before else NO_LEAF
        return StreamPart(
            stream_id.bytes,
            before,
            last_leaf,
            tuple(self.envelope.new_event(e.topic, e.state, context) for e in events),
        )


def _uuid(event: StoredEvent) -> UUID:
    known = event.originator_id
    return known if isinstance(known, UUID) else UUID(known)


def _notification(row: Row) -> Notification:
    return Notification(row.stream_id, row.version, row.type, row.payload, row.position)
