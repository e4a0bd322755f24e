"""What a reader of a bundle may read of its events, held against what was recorded."""

from __future__ import annotations

from typing import Final, cast

import msgspec

from aggregates.vocabulary import Sealed
from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle
from ledger.evidence.contents import document_of
from ledger.evidence.looking import at_event
from ledger.evidence.manifest import EventEntry, ShownField
from ledger.fields import Disclosed, verify_disclosed
from ledger.payload import Place, open_with_event_key
from ledger.sealing import CLEAR

_CLEAR: Final = bytes([CLEAR])


def opened_events(bundle: Bundle) -> dict[int, bytes]:
    """Return the content of every event that is in clear or whose key is given, by its version.

    Raises:
        LedgerError: ``payload_malformed``, ``payload_tampered``, ``key_needless``,
            ``history_unreadable``, ``field_unknown``, ``field_tampered``; with the event.
    """
    opened: dict[int, bytes] = {}
    for entry, stored in zip(bundle.entries, bundle.events, strict=True):
        with at_event(entry.version):
            plain = _opened(bundle, entry, stored.payload)
            _require_readable(entry, plain)
        if plain is not None:
            opened[entry.version] = plain
    return opened


def _opened(bundle: Bundle, entry: EventEntry, payload: bytes) -> bytes | None:
    if payload.startswith(_CLEAR):
        if entry.event_key:
            raise LedgerError("key_needless")
        return payload[len(_CLEAR) :]
    if not entry.event_key:
        return None
    log, stream = bundle.manifest.log.bytes, bundle.manifest.stream.bytes
    place = Place(log, stream, entry.version, entry.type)
    return open_with_event_key(bytes.fromhex(entry.event_key), place, payload)


def _require_readable(entry: EventEntry, plain: bytes | None) -> None:
    if plain is None:
        if entry.shown:
            raise LedgerError("field_unknown", pointer=entry.shown[0].pointer)
        return
    document = document_of(plain)
    name = document.get("type")
    if name != entry.type:
        raise LedgerError("history_broken", what="type", expected=entry.type, actual=name)
    for field in entry.shown:
        shown = Disclosed(bytes.fromhex(field.salt), field.text)
        verify_disclosed(shown, _sealed(document, field))


def _sealed(document: object, field: ShownField) -> Sealed:
    """Return the sealed field to which a JSON pointer leads (RFC 6901)."""
    steps = field.pointer.split("/")
    found: object = document if steps.pop(0) == "" else None
    for step in steps:
        known = cast("dict[str, object]", found) if isinstance(found, dict) else {}
        found = known.get(step.replace("~1", "/").replace("~0", "~"))
    try:
        return msgspec.convert(found, Sealed)
    except msgspec.ValidationError:
        raise LedgerError("field_unknown", pointer=field.pointer) from None
