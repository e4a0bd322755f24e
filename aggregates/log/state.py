"""What a log has said of itself."""

from __future__ import annotations

import msgspec

from aggregates.log.events import LedgerHeadMapped, LogEvent
from aggregates.vocabulary import Sha256


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """How far its heads are mapped, with the root of that map; and its origins so far, in order.

    The first origin is the one that the log was opened under; no event names it before a rotation.
    """

    mapped_through: int = 0
    map_root: Sha256 = ""
    origins: tuple[str, ...] = ()


def evolve(log: Log, event: LogEvent) -> Log:
    """Return the log after ``event``. Never refuses: it has happened."""
    if isinstance(event, LedgerHeadMapped):
        return msgspec.structs.replace(
            log, mapped_through=event.through_position, map_root=event.root
        )
    before = log.origins or (event.old_origin,)
    return msgspec.structs.replace(log, origins=(*before, event.new_origin))
