"""What an edition publishes of its figures: prepared by one person, signed off by another."""

from __future__ import annotations

from typing import Final

from aggregates.aggregate import Aggregate
from aggregates.publication.events import PublicationEvent
from aggregates.publication.evolve import evolve
from aggregates.publication.state import Publications

PUBLICATION: Final[Aggregate[Publications, PublicationEvent]] = Aggregate(
    "publication", Publications(), evolve, PublicationEvent.__args__
)
"""How the ledger binds the publications of an edition: one stream, since each follows another."""
