"""What happened to an organisation, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.organisation.events import (
    OrganisationEvent,
    OrganisationRegistered,
    OrganisationVerified,
)
from aggregates.telling import Names, Telling, fact
from aggregates.vocabulary import Language


def describe(event: OrganisationEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who = t.name(event.by)
    match event:
        case OrganisationRegistered():
            name, country = fact(event.legal_name), fact(event.country)
            number = fact(event.registration)
            return t.say(
                en=f"{who} registered the organisation {name} ({country}, {number}).",
                zh=f"{who}登记机构{name}（{country}，{number}）。",
            )
        case OrganisationVerified():
            office = t.name(event.office)
            return t.say(
                en=f"{who} verified the organisation against its public register for {office}.",
                zh=f"{who}代表{office}依据公共登记册核实该机构。",
            )
        case _:
            assert_never(event)
