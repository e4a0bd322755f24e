"""What happened to a log itself, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.log.events import LedgerHeadMapped, LogEvent, LogRotated
from aggregates.telling import Names, Telling, fact
from aggregates.vocabulary import Language


def describe(event: LogEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it."""
    t = Telling(language, names)
    match event:
        case LedgerHeadMapped():
            through = fact(str(event.through_position))
            return t.say(
                en=f"The ledger mapped how far every stream was at position {through}.",
                zh=f"账本记录了截至位置{through}各流的末端。",
            )
        case LogRotated():
            old, new, reason = fact(event.old_origin), fact(event.new_origin), fact(event.reason)
            return t.say(
                en=f"The log {old} goes on as {new}: {reason}.",
                zh=f"日志{old}以{new}之名继续：{reason}。",
            )
        case _:
            assert_never(event)
