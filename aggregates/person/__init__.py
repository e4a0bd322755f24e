"""The person: a user of the registry, whose names and addresses are sealed under their own key."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.person.events import PersonEvent
from aggregates.person.state import Person, evolve

PERSON: Final[Aggregate[Person, PersonEvent]] = Aggregate(
    "person", Person(), evolve, get_args(PersonEvent)
)
"""How the ledger binds a person."""
