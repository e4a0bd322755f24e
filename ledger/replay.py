"""Every stream of a log from its first event on: for audits, and for figures of a whole fair.

A log is replayed in spans: neighbouring streams with a thousand events or so, which are read at
once. Spans are apart from each other, so that processes can share them; all are of one position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from aggregates.aggregate import Aggregate
from aggregates.vocabulary import Event
from ledger.contents import EventContents
from ledger.errors import LedgerError
from ledger.rows import BareRow, Rows, Versions
from ledger.sources import fold_of

SPAN_EVENTS = 1_000
"""About a megabyte of rows, of which a process holds one span at a time: it stays in its cache."""

_STREAM, _VERSION, _TYPE = map(itemgetter, range(3))

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
    through, versions = rows.versions()
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
    _require_lengths(span, Counter(map(_STREAM, found)))
    end = 0
    for stream_id, version in span.versions:
        start, end = end, end + version
        stream = found[start:end]
        _require_versions(stream_id, stream)
        if _belongs(aggregate.name, stream):
            yield Replayed(stream_id, version, _state(contents, fold, stream_id, stream))


def _state(
    contents: EventContents,
    fold: Callable[[Iterable[Event]], S],
    stream_id: UUID,
    stream: Sequence[BareRow],
) -> S | None:
    try:
        events = contents.open_stream(stream_id, stream)
    except LedgerError as failed:
        if failed.code != "key_destroyed":
            raise
        return None
    return fold(events)


def _belongs(aggregate: str, stream: Sequence[BareRow]) -> bool:
    """Return whether a stream is one of ``aggregate``: all of its events, or none."""
    names = set(map(_TYPE, stream))
    foreign = [name for name in names if not name.startswith(f"{aggregate}.")]
    if foreign and len(foreign) < len(names):
        raise LedgerError("event_foreign", type=min(foreign), aggregate=aggregate)
    return not foreign


def _require_lengths(span: Span, lengths: Counter[bytes]) -> None:
    """Refuse rows too few or too many, and those of a stream that there is not."""
    known = {stream_id.bytes: version for stream_id, version in span.versions}
    if lengths != known:
        name = min(name for name in {*known, *lengths} if known.get(name, 0) != lengths[name])
        raise LedgerError(
            "stream_length_wrong",
            stream_id=str(UUID(bytes=name)),
            version=known.get(name, 0),
            found=lengths[name],
        )


def _require_versions(stream_id: UUID, stream: Sequence[BareRow]) -> None:
    for expected, found in enumerate(map(_VERSION, stream), start=1):
        if found != expected:
            raise LedgerError("versions_missing", stream_id=str(stream_id), first=expected)
