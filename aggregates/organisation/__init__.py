"""The organisation: a company, public body or agency in the registry."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.organisation.events import OrganisationEvent
from aggregates.organisation.state import Organisation, evolve

ORGANISATION: Final[Aggregate[Organisation, OrganisationEvent]] = Aggregate(
    "organisation", Organisation(), evolve, get_args(OrganisationEvent)
)
"""How the ledger binds an organisation."""
