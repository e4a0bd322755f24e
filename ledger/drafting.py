"""From a decision to the request that will append it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.vocabulary import Event
from ledger.append.request import NewBlob, NewEvent, Request, StreamPart
from ledger.blobs import Blobs
from ledger.contents import EventContents
from ledger.context import Context
from ledger.envelope import Envelope
from ledger.errors import LedgerError
from ledger.reader import StreamView

BLOB_BYTES_MAX = 64 * 1024 * 1024


class Retained(msgspec.Struct, frozen=True):
    """A file that is kept under the log's retention key alone: an executed document.

    So it outlives the deal that names it, which is about to be erased.
    """

    content: bytes


Blob: TypeAlias = bytes | Retained


class Draft(msgspec.Struct, frozen=True):
    """A request and the events that it appends, in the order of their positions."""

    request: Request
    events: tuple[Event, ...]
    versions: tuple[int, ...]


class Drafting:
    """Seals events and files, and puts the envelope around them."""

    def __init__(self, contents: EventContents, envelope: Envelope) -> None:
        self._contents = contents
        self._envelope = envelope
        self._blobs = Blobs(contents.log_id, contents.keys)

    def draft(
        self,
        views: Mapping[str, StreamView],
        decided: EventsByStream,
        context: Context,
        blobs: Sequence[Blob],
    ) -> Draft:
        """Return the request that appends ``decided`` to the streams as they were seen.

        Every stream that was seen is in it: one that was only read must not have moved either.

        Raises:
            LedgerError: ``stream_not_read`` if events are for a stream that no source named;
                ``blob_not_named`` unless an event of this request names the file's SHA-256;
                ``blob_too_large``; and as `EventContents.seal`.
        """
        written = {key: events for key, events in decided.items() if events}
        for key in written.keys() - views.keys():
            raise LedgerError("stream_not_read", key=key)
        files = tuple(self._files(views, written, blobs))
        named = iter([files])  # by the first event of all: of each file there must be one
        parts = [
            self._part(views[key], events, context, next(named, ()))
            for key, events in written.items()
        ]
        parts += [
            StreamPart(view.stream_id.bytes, view.version, view.last_leaf)
            for key, view in views.items()
            if key not in written
        ]
        return Draft(
            self._envelope.request(context, parts, files, written),
            tuple(event for events in written.values() for event in events),
            tuple(
                views[key].version + number
                for key, events in written.items()
                for number in range(1, len(events) + 1)
            ),
        )

    def _part(
        self,
        view: StreamView,
        events: Sequence[Event],
        context: Context,
        files: Sequence[NewBlob],
    ) -> StreamPart:
        new: list[NewEvent] = []
        for version, event in enumerate(events, start=view.version + 1):
            name, payload = self._contents.seal(view.stream_id, version, event)
            new.append(self._envelope.new_event(name, payload, context, () if new else files))
        return StreamPart(view.stream_id.bytes, view.version, view.last_leaf, tuple(new))

    def _files(
        self,
        views: Mapping[str, StreamView],
        written: EventsByStream,
        blobs: Sequence[Blob],
    ) -> Iterator[NewBlob]:
        """Yield each file sealed for every stream in which an event of this request names it.

        What is retained is named by the stream that goes, and not again here.
        """
        if not blobs:
            return
        texts = {key: self._text(events) for key, events in written.items()}
        for blob in blobs:
            content = blob.content if isinstance(blob, Retained) else blob
            if len(content) > BLOB_BYTES_MAX:
                raise LedgerError("blob_too_large", bytes=len(content), most=BLOB_BYTES_MAX)
            if isinstance(blob, Retained):
                yield self._blobs.for_retention(content)
                continue
            sha256 = hashlib.sha256(content).hexdigest()
            named_in = [key for key, text in texts.items() if sha256.encode() in text]
            if not named_in:
                raise LedgerError("blob_not_named", sha256=sha256)
            for key in named_in:
                yield self._blobs.for_stream(views[key].stream_id, content)

    def _text(self, events: Sequence[Event]) -> bytes:
        return b"\n".join(self._contents.codec.encode(event)[1] for event in events)
