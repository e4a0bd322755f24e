"""The mandate: the authority of a person to bind an organisation, and its use."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.mandate.events import MandateEvent
from aggregates.mandate.state import Mandate, evolve

MANDATE: Final[Aggregate[Mandate, MandateEvent]] = Aggregate(
    "mandate", Mandate(), evolve, get_args(MandateEvent)
)
"""How the ledger binds a mandate."""
