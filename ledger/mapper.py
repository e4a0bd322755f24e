"""The library's view of an event: what it carries, and how that is stored."""

from __future__ import annotations

from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from aggregates.vocabulary import Event
from ledger.contents import EventContents


class Placed(msgspec.Struct, frozen=True):
    """An event at its place in a stream: the only class of ours that the library handles."""

    originator_id: UUID
    originator_version: int
    event: Event


class LedgerMapper(Mapper[UUID]):
    """Stored names and sealed bytes, where the library has module paths and JSON of any object."""

    def __init__(self, contents: EventContents) -> None:
        super().__init__(JSONTranscoder())
        self.contents = contents

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Return the event as it will be stored, sealed for its stream and version."""
        assert isinstance(domain_event, Placed)  # noqa: S101 - nothing else is given to the library
        stream_id, version = domain_event.originator_id, domain_event.originator_version
        name, payload = self.contents.seal(stream_id, version, domain_event.event)
        return StoredEvent(stream_id, version, name, payload)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Return the event that was stored, opened for its place."""
        assert isinstance(stored_event.originator_id, UUID)  # noqa: S101 - the column's type
        stream_id, version = stored_event.originator_id, stored_event.originator_version
        event = self.contents.open(stream_id, version, stored_event.topic, stored_event.state)
        return Placed(stream_id, version, event)
