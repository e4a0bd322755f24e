"""What a bundle leaves closed because it was erased: the log says so in events of its own.

1. An erasure is in clear, of the type that is said, and names the keys that were destroyed.
2. It closed something here: an event that is sealed under such a key of this stream, or in an
   opened event a field under such a key of a person. It came after what it closed.
3. Whatever is sealed under such a key is closed, whenever it was recorded.

That it was recorded in the log's stream of erasures is shown by its inclusion in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, cast

import msgspec
from msgspec import Meta

from aggregates.vocabulary import Sealed
from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle, Stored
from ledger.evidence.contents import document_of
from ledger.evidence.looking import at_erasure
from ledger.evidence.manifest import ErasureEntry, EventEntry
from ledger.payload import open_clear
from ledger.sealing import KID_BYTES, SEALED

_KID: Final = slice(1, 1 + KID_BYTES)
_FIELD: Final = {*Sealed.__struct_fields__}


class _Key(msgspec.Struct, frozen=True):
    kid: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    stream: str = ""


class _Erasure(msgspec.Struct, frozen=True):
    """What an erasure says, as far as it matters here."""

    type: str
    ground: Literal["retention_ended", "request", "court"]
    reference: str
    keys: tuple[_Key, ...]


class ClosedField(msgspec.Struct, frozen=True):
    """A field of an opened event, by a JSON pointer (RFC 6901)."""

    event: int
    pointer: str


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure closed in a bundle: events by their versions, fields of others.

    ``recorded_at`` is in microseconds since 1970 UTC; ``ground`` says why, ``reference`` is the
    number of a file in the office.
    """

    position: int
    recorded_at: int
    type: str
    ground: str
    reference: str
    events: tuple[int, ...]
    fields: tuple[ClosedField, ...]


def closed_by(bundle: Bundle, opened: Mapping[int, bytes]) -> list[Closed]:
    """Return what each erasure closed; ``opened`` are the contents that were, by version.

    Raises:
        LedgerError: ``payload_malformed``, ``erasure_unreadable``, ``erasure_contradicted``,
            ``erasure_of_another``; with the erasure.
    """
    found = list[Closed]()
    for entry, stored in bundle.erased:
        with at_erasure(entry.position):
            found.append(_closed(bundle, opened, entry, _said(entry, stored)))
    return found


def _said(entry: ErasureEntry, stored: Stored) -> _Erasure:
    plain = open_clear(stored.payload)  # 1
    try:
        said = msgspec.convert(document_of(plain), _Erasure)
    except (msgspec.ValidationError, LedgerError) as wrong:
        raise LedgerError("erasure_unreadable", reason=str(wrong)) from None
    if said.type != entry.type:
        raise LedgerError("erasure_unreadable", reason=f"it is of type {said.type}")
    return said


def _closed(
    bundle: Bundle, opened: Mapping[int, bytes], entry: ErasureEntry, said: _Erasure
) -> Closed:
    stream = str(bundle.manifest.stream)
    events = _events(bundle, {key.kid for key in said.keys if key.stream == stream})
    fields = _fields(bundle, opened, {key.kid for key in said.keys if not key.stream})
    before = {one.version for one in bundle.entries if _is_before(one, entry)}
    closed = Closed(
        position=entry.position,
        recorded_at=entry.recorded_at,
        type=entry.type,
        ground=said.ground,
        reference=said.reference,
        events=tuple(version for version in events if version in before),
        fields=tuple(field for field in fields if field.event in before),
    )
    if not closed.events and not closed.fields:  # 2
        raise LedgerError("erasure_of_another")
    return closed


def _is_before(event: EventEntry, erasure: ErasureEntry) -> bool:
    return event.position < erasure.position and event.recorded_at <= erasure.recorded_at


def _events(bundle: Bundle, kids: set[str]) -> list[int]:
    """Return the versions of the events that are sealed under keys.

    Raises:
        LedgerError: ``erasure_contradicted`` if the key of one is given.
    """
    found = list[int]()
    for entry, stored in zip(bundle.entries, bundle.events, strict=True):
        if stored.payload[:1] == bytes([SEALED]) and stored.payload[_KID].hex() in kids:
            if entry.event_key:  # 3
                raise LedgerError("erasure_contradicted", event=entry.version)
            found.append(entry.version)
    return found


def _fields(bundle: Bundle, opened: Mapping[int, bytes], kids: set[str]) -> list[ClosedField]:
    """Return the fields of opened events that are sealed under keys.

    Raises:
        LedgerError: ``erasure_contradicted`` if the text of one is told.
    """
    found = list[ClosedField]()
    if not kids:
        return found
    for version, plain in opened.items():
        shown = {one.pointer for one in bundle.entries[version - 1].shown}
        for pointer, kid in _sealed_in(document_of(plain)):
            if kid in kids:
                if pointer in shown:  # 3
                    raise LedgerError("erasure_contradicted", event=version)
                found.append(ClosedField(version, pointer))
    return found


def _sealed_in(document: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the pointer to each sealed field, and the name of its key; lists have none."""
    within = [("", document)]
    while within:
        pointer, parts = within.pop()
        if set(parts) == _FIELD and all(isinstance(part, str) for part in parts.values()):
            yield pointer, str(parts["kid"])
            continue
        for name, part in parts.items():
            if isinstance(part, dict):
                step = name.replace("~", "~0").replace("/", "~1")
                within.append((f"{pointer}/{step}", cast("dict[str, object]", part)))
