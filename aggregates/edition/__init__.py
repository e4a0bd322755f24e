"""The edition: one fair, with its calendar, its code lists and its policy."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.edition.events import EditionEvent
from aggregates.edition.state import Edition, evolve

EDITION: Final[Aggregate[Edition, EditionEvent]] = Aggregate(
    "edition", Edition(), evolve, get_args(EditionEvent)
)
"""How the ledger binds an edition."""
