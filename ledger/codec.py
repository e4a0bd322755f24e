"""The one mapper between events and stored bytes. What it wrote once it can read for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

import msgspec

from aggregates.vocabulary import Event
from ledger.errors import LedgerError
from ledger.upcast import Upcaster

_NAME = re.compile(r"(?P<stem>[a-z][a-z_]*\.[a-z][a-z_]*)\.v(?P<version>[1-9][0-9]*)", re.ASCII)
_UTC = timedelta(0)


def stored_name(event: type[Event]) -> str:
    """Return the name under which events of this class are stored: ``deal.opened.v1``."""
    return str(event.__struct_config__.tag)


class Codec:
    """Knows every event by its stored name, and how old versions became today's."""

    def __init__(
        self,
        events: Mapping[str, type[Event]],
        upcasters: Iterable[Upcaster[Event, Event]] = (),
    ) -> None:
        """Take the registry: stored name -> class, and a step for each version but the last.

        Raises:
            LedgerError: ``event_misnamed``, ``upcaster_wrong``, ``upcaster_missing``.
        """
        self._encode = msgspec.json.Encoder(order="deterministic").encode
        self._names = {event: name for name, event in events.items()}
        self._decode = {name: msgspec.json.Decoder(event).decode for name, event in events.items()}
        self._upcasters = {stored_name(upcaster.old): upcaster for upcaster in upcasters}
        for name, event in events.items():
            if not _NAME.fullmatch(name) or stored_name(event) != name:
                raise LedgerError("event_misnamed", name=name, stored_name=stored_name(event))
        for upcaster in self._upcasters.values():
            self._require_one_step(stored_name(upcaster.old), stored_name(upcaster.new))
        self._require_no_orphans()

    def encode(self, event: Event) -> tuple[str, bytes]:
        """Return the stored name and the bytes of an event of today.

        The bytes are read back first: what can not be read again is never written.

        Raises:
            LedgerError: ``event_unknown``, ``event_superseded``, ``event_unwritable``,
                ``event_not_utc``.
        """
        name = self._names.get(type(event))
        if name is None:
            raise LedgerError("event_unknown", type=type(event).__name__)
        if name in self._upcasters:
            raise LedgerError("event_superseded", type=name)
        if event.at.utcoffset() != _UTC:
            raise LedgerError("event_not_utc", type=name)
        try:
            payload = self._encode(event)
            self._decode_as_written(name, payload)
        except (LedgerError, TypeError, ValueError) as wrong:
            raise LedgerError("event_unwritable", type=name, reason=str(wrong)) from wrong
        return name, payload

    def decode(self, name: str, payload: bytes) -> Event:
        """Return the event that was stored under ``name``, as today's version says it.

        Raises:
            LedgerError: ``event_unknown``; ``event_unreadable`` also if these are not the bytes
                that this program would have written (a second key of one name, for example).
        """
        event = self._decode_as_written(name, payload)
        while name in self._upcasters:
            upcaster = self._upcasters[name]
            event = upcaster.upcast(event)
            name = stored_name(upcaster.new)
        return event

    def _decode_as_written(self, name: str, payload: bytes) -> Event:
        decode = self._decode.get(name)
        if decode is None:
            raise LedgerError("event_unknown", type=name)
        try:
            event = decode(payload)
        except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
            raise LedgerError("event_unreadable", type=name, reason=str(wrong)) from wrong
        if self._encode(event) != payload:
            reason = "these bytes do not come back when the event is written again"
            raise LedgerError("event_unreadable", type=name, reason=reason)
        return event

    def _require_one_step(self, old: str, new: str) -> None:
        before, after = _NAME.fullmatch(old), _NAME.fullmatch(new)
        known = old in self._decode and new in self._decode
        if not (known and before and after and before["stem"] == after["stem"]):
            raise LedgerError("upcaster_wrong", old=old, new=new)
        if int(after["version"]) != int(before["version"]) + 1:
            raise LedgerError("upcaster_wrong", old=old, new=new)

    def _require_no_orphans(self) -> None:
        """Refuse a version without a step to the next, where there is a later one."""
        latest: dict[str, int] = {}
        for name in self._decode:
            stem, _, version = name.rpartition(".v")
            latest[stem] = max(latest.get(stem, 0), int(version))
        for stem, last in latest.items():
            for number in range(1, last):
                if f"{stem}.v{number}" not in self._upcasters:
                    raise LedgerError("upcaster_missing", type=f"{stem}.v{number}")
