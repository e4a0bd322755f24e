"""One principal's notes on a deal, for its own side only: a stream and a key of their own."""

from __future__ import annotations

from typing import Final

from aggregates.aggregate import Aggregate
from aggregates.side.events import CommentMade
from aggregates.side.state import Side, evolve

SIDE: Final[Aggregate[Side, CommentMade]] = Aggregate("side", Side(), evolve, (CommentMade,))
"""How the ledger binds a side's notes."""
