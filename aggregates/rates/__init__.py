"""The exchange rates that an edition publishes, by which mandates' limits are compared."""

from __future__ import annotations

from typing import Final

from aggregates.aggregate import Aggregate
from aggregates.rates.events import RatePublished
from aggregates.rates.state import Rates, evolve

RATES: Final[Aggregate[Rates, RatePublished]] = Aggregate(
    "rates", Rates(), evolve, (RatePublished,)
)
"""How the ledger binds the rates."""
