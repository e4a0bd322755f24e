"""The events of a log, opened, as JSON lines: what another program needs to compute figures anew.

One line an event, in the order of positions::

    {"position": 12, "stream_id": "...", "version": 3, "type": "deal.party_joined.v1",
     "recorded_at": "2026-09-08T01:00:00.123456Z", "leaf_hash": "...", "meta": {...},
     "event": {...}}

``event`` is what happened, as today's version of it says; missing where the key was destroyed.
People are ids: what identifies them stays sealed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from api.installation import Installation
from api.output import Output
from api.refusals import ApiError
from ledger.book import Book
from ledger.codec import stored_name
from ledger.instants import instant_of
from ledger.meta import Meta
from ledger.recorded import Erased, Recorded

REGISTRY: Final = "registry"
BATCH: Final = 1_000
_OPENED: Final = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event of an export."""

    position: int
    stream_id: UUID
    version: int
    type: str
    recorded_at: datetime
    leaf_hash: str
    meta: Meta
    event: object = None


def log_of(installation: Installation, edition: str) -> Book:
    """Return the log of an edition by its id, the newest for the empty one, or the registry's.

    Raises:
        ApiError: ``edition_unlisted``.
    """
    if edition == REGISTRY:
        return installation.registry
    editions = installation.editions()
    found = edition or next(iter(editions), "")
    if found not in editions:
        raise ApiError("edition_unlisted", edition=found)
    return installation.edition(found)


def export_events(output: Output, book: Book, file: Path, through: int | None) -> None:
    """Write the events of a log to a new file, and say how many there are.

    Raises:
        ApiError: ``export_ahead``, ``file_unwritable``.
        LedgerError: as `Book.read`.
    """
    last = book.head() if through is None else through
    with output.progress("events exported", -(-last // BATCH)) as advance:
        lines = written(file, exported(book, through, lambda _: advance()))
    output.result({"file": str(file), "events": lines}, f"{lines} events are in {file}.", "green")


def exported(
    book: Book, through: int | None = None, progress: Callable[[int], None] = lambda _: None
) -> Iterator[bytes]:
    """Yield the lines of a log up to position ``through``, or as far as it is now.

    Raises:
        ApiError: ``export_ahead`` if the log has not come so far.
        LedgerError: as `Book.read`.
    """
    head = book.head()
    last = head if through is None else through
    if last > head:
        raise ApiError("export_ahead", position=last, head=head)
    position = 0
    while position < last:
        for one in book.read(position, min(BATCH, last - position)):
            position = one.position
            yield msgspec.json.encode(_line(one)) + b"\n"
        progress(position)


def written(file: Path, lines: Iterable[bytes]) -> int:
    """Write lines to a new file that only its owner may read; return how many there were.

    Under its name it is whole: until then it is called ``.part``.

    Raises:
        ApiError: ``file_unwritable`` if it is there already, or can not be made.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        descriptor = os.open(part, _OPENED, 0o600)
        with os.fdopen(descriptor, "wb") as made:
            os.fchmod(descriptor, 0o600)  # also one that was left there; one of others refuses
            made.truncate()
            count = sum(made.write(line) > 0 for line in lines)
        file.hardlink_to(part)
        part.unlink()
    except OSError as wrong:
        raise ApiError("file_unwritable", path=str(file), reason=wrong.strerror) from wrong
    return count


def _line(one: Recorded | Erased) -> Line:
    name = one.type if isinstance(one, Erased) else stored_name(type(one.event))
    return Line(
        position=one.position,
        stream_id=one.stream_id,
        version=one.version,
        type=name,
        recorded_at=instant_of(one.recorded_at),
        leaf_hash=one.leaf_hash.hex(),
        meta=one.meta,
        event=None if isinstance(one, Erased) else one.event,
    )
