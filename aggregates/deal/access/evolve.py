"""How what happens to who reads a deal changes it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.access.events import AccessEvent, AccessGranted, AccessRevoked, Scope
from aggregates.deal.change import put, without
from aggregates.deal.state import Deal


def evolve_access(deal: Deal, event: AccessEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case AccessGranted():
            return _let(deal, event, _given(deal, event) | set(event.scopes))
        case AccessRevoked():
            return _let(deal, event, _given(deal, event) - set(event.scopes))
        case _:
            assert_never(event)


def _given(deal: Deal, event: AccessEvent) -> frozenset[Scope]:
    return deal.access.get((event.organisation, event.principal), frozenset())


def _let(deal: Deal, event: AccessEvent, scopes: frozenset[Scope]) -> Deal:
    key = event.organisation, event.principal
    if not scopes:
        return replace(deal, access=without(deal.access, [key]))
    return replace(deal, access=put(deal.access, key, scopes))
