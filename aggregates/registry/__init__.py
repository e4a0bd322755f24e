"""The list of editions, in the registry's log: one stream."""

from __future__ import annotations

from typing import Final

from aggregates.aggregate import Aggregate
from aggregates.registry.events import EditionListed
from aggregates.registry.state import Registry, evolve

REGISTRY: Final[Aggregate[Registry, EditionListed]] = Aggregate(
    "registry", Registry(), evolve, (EditionListed,)
)
"""How the ledger binds the list of editions."""
