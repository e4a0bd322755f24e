"""How what happens to what may be published changes the deal."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import put, without
from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    ConfidentialityLifted,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
    PublicityEvent,
)
from aggregates.deal.publicity.state import Publicity
from aggregates.deal.state import Deal


def evolve_publicity(deal: Deal, event: PublicityEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    return replace(deal, publicity=_after(deal.publicity, event))


def _after(publicity: Publicity, event: PublicityEvent) -> Publicity:
    match event:
        case PublicationConsented():
            return _consenting(publicity, event, _given(publicity, event) | set(event.items))
        case PublicationConsentWithdrawn():
            return _consenting(publicity, event, _given(publicity, event) - set(event.items))
        case ConfidentialityDeclared():
            return replace(publicity, confidential=publicity.confidential | {event.principal})
        case ConfidentialityLifted():
            return replace(publicity, confidential=publicity.confidential - {event.principal})
        case _:
            assert_never(event)


def _given(
    publicity: Publicity, event: PublicationConsented | PublicationConsentWithdrawn
) -> frozenset[Item]:
    return publicity.consents.get((event.instrument, event.principal), frozenset())


def _consenting(
    publicity: Publicity,
    event: PublicationConsented | PublicationConsentWithdrawn,
    items: frozenset[Item],
) -> Publicity:
    key, consents = (event.instrument, event.principal), publicity.consents
    left = put(consents, key, items) if items else without(consents, [key])
    return replace(publicity, consents=left)
