"""What the sides of a deal let be published, as it stands."""

from __future__ import annotations

import msgspec

from aggregates.deal.publicity.events import Item
from aggregates.deal.publicity.state import Publicity, sorted_items
from aggregates.vocabulary import InstrumentId, OrganisationId


class Consented(msgspec.Struct, frozen=True, kw_only=True):
    """What a side lets be published of an executed instrument."""

    instrument: InstrumentId
    principal: OrganisationId
    items: tuple[Item, ...]


def consents_in(publicity: Publicity) -> tuple[Consented, ...]:
    """Return every consent that stands, by instrument and side."""
    return tuple(
        Consented(instrument=instrument, principal=side, items=sorted_items(items))
        for (instrument, side), items in sorted(publicity.consents.items())
    )
