"""How what happens to who reads a deal changes it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.access.events import AccessEvent, AccessGranted, AccessRevoked
from aggregates.deal.change import put, without
from aggregates.deal.state import Deal


def evolve_access(deal: Deal, event: AccessEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    key = event.organisation, event.principal
    standing = deal.access.get(key, frozenset())
    match event:
        case AccessGranted():
            left = standing | set(event.scopes)
        case AccessRevoked():
            left = standing - set(event.scopes)
        case _:
            assert_never(event)
    if not left:
        return replace(deal, access=without(deal.access, [key]))
    return replace(deal, access=put(deal.access, key, left))
