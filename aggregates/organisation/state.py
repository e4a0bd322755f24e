"""What an organisation is after its events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.organisation.events import (
    OrganisationEvent,
    OrganisationRegistered,
    OrganisationVerified,
)
from aggregates.vocabulary import PersonId


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation of the registry. ``verified_by`` is empty until an official verified it."""

    registered: OrganisationRegistered | None = None
    verified_by: PersonId = ""


def evolve(organisation: Organisation, event: OrganisationEvent) -> Organisation:
    """Return the organisation after ``event``. Never refuses: it has happened."""
    match event:
        case OrganisationRegistered():
            return Organisation(registered=event)
        case OrganisationVerified():
            return replace(organisation, verified_by=event.by)
        case _:
            assert_never(event)
