"""A log itself: streams in each, kept in clear, so that anybody can check what it says."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.log.events import LogEvent
from aggregates.log.state import Log, evolve

LOG: Final[Aggregate[Log, LogEvent]] = Aggregate("ledger", Log(), evolve, get_args(LogEvent))
"""How the ledger binds what a log says of itself. Its streams: see `aggregates.log.streams`."""

KEY: Final = "log"
"""The stream in which a log says how far it is; it gets an event with nearly every signed head."""
