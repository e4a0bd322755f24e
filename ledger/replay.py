"""Every stream of a log from its first event on: for audits, and for figures of a whole fair.

A log is replayed in spans: neighbouring streams with two thousand events or so, which are read at
once. Spans are apart from each other, so that processes can share them; all are of one position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from aggregates.aggregate import Aggregate
from aggregates.vocabulary import Event
from ledger.contents import EventContents
from ledger.errors import LedgerError
from ledger.rows import Rows, Versions, WholeStream
from ledger.sources import fold_of

SPAN_EVENTS = 2_000
"""About two megabytes of rows: little to hold, but enough that asking for them hardly counts."""

S = TypeVar("S")
E = TypeVar("E", bound=Event)


class Span(msgspec.Struct, frozen=True):
    """Neighbouring streams, each with the version to which it had come at ``through``."""

    through: int
    versions: Versions


class Replayed(msgspec.Struct, Generic[S], frozen=True):
    """A stream, how far it came, and its state; there is none if its key was destroyed."""

    stream_id: UUID
    version: int
    state: S | None


def spans(rows: Rows, events: int = SPAN_EVENTS) -> Iterator[Span]:
    """Yield the spans of a log as it is now, each of about so many ``events`` at least."""
    yield from cut(*rows.versions(), events)


def cut(through: int, versions: Versions, events: int) -> Iterator[Span]:
    """Yield spans of these streams, which are in the order of their ids."""
    first = held = 0
    for at, (_, version) in enumerate(versions, start=1):
        held += version
        if held >= events or at == len(versions):
            yield Span(through, versions[first:at])
            first, held = at, 0


def replay(
    rows: Rows, contents: EventContents, aggregate: Aggregate[S, E], span: Span
) -> Iterator[Replayed[S]]:
    """Yield the streams of a span that belong to ``aggregate``, in the order of their ids.

    Raises:
        LedgerError: ``stream_length_wrong``, ``versions_missing``, ``event_foreign``, and as
            `EventContents.open` but for ``key_destroyed``.
    """
    fold = fold_of(aggregate)
    found = rows.span(span.versions[0][0], span.versions[-1][0], span.through)
    _require_lengths(span, {stream.stream_id: len(stream.versions) for stream in found})
    for stream in found:
        _require_versions(stream)
        if _belongs(aggregate.name, stream):
            events = _events(contents, stream)
            state = None if events is None else fold(events)
            yield Replayed(stream.stream_id, len(stream.versions), state)


def _events(contents: EventContents, stream: WholeStream) -> Iterable[Event] | None:
    """Return the events of a stream; nothing if its key was destroyed."""
    try:
        return contents.open_stream(stream.stream_id, stream.types, stream.payloads)
    except LedgerError as failed:
        if failed.code != "key_destroyed":
            raise
    return None


def _belongs(aggregate: str, stream: WholeStream) -> bool:
    """Return whether a stream is one of ``aggregate``: all of its events, or none."""
    names, own = set(stream.types), f"{aggregate}."
    foreign = [name for name in names if not name.startswith(own)]
    if foreign and len(foreign) < len(names):
        raise LedgerError("event_foreign", type=min(foreign), aggregate=aggregate)
    return not foreign


def _require_lengths(span: Span, found: Mapping[UUID, int]) -> None:
    """Refuse streams too short or too long, and any that there should not be."""
    known = dict(span.versions)
    if found != known:
        wrong = min(one for one in {*known, *found} if known.get(one, 0) != found.get(one, 0))
        raise LedgerError(
            "stream_length_wrong",
            stream_id=str(wrong),
            version=known.get(wrong, 0),
            found=found.get(wrong, 0),
        )


def _require_versions(stream: WholeStream) -> None:
    for expected, found in enumerate(stream.versions, start=1):
        if found != expected:
            stream_id = str(stream.stream_id)
            raise LedgerError("versions_missing", stream_id=stream_id, first=expected)
