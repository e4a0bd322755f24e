"""Samples of what happens to a log itself."""

from __future__ import annotations

from aggregates.log.events import LedgerHeadMapped, LogRotated
from samples.world import at, digest

EVENTS = (
    LedgerHeadMapped(at=at(1, 8), through_position=12, root=digest("heads of all streams")),
    LogRotated(
        at=at(1, 9),
        old_origin="ledger.example.org/fair",
        old_checkpoint="ledger.example.org/fair\n14\nroot\n\nsignature\n",
        new_origin="ledger.example.org/fair/2",
        restored_size=12,
        reason="restored from the backup of the night before",
    ),
)
