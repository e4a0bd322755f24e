"""The deal, opening to seal, by concern: parties, terms, discussion, approvals, signing."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.state import Deal

DEAL: Final[Aggregate[Deal, DealEvent]] = Aggregate("deal", Deal(), evolve, get_args(DealEvent))
"""How the ledger binds a deal."""
