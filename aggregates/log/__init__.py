"""A log itself: one stream in each, kept in clear, so that anybody can check what it says."""

from __future__ import annotations

from typing import Final

from aggregates.aggregate import Aggregate
from aggregates.log.events import LedgerHeadMapped, LogEvent, LogRotated
from aggregates.log.state import Log, evolve

LOG: Final[Aggregate[Log, LogEvent]] = Aggregate(
    "ledger", Log(), evolve, (LedgerHeadMapped, LogRotated)
)
"""How the ledger binds what a log says of itself."""

KEY: Final = "log"
"""The one stream of this kind in a log."""
