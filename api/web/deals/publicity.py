"""What of a deal's executed instruments is published or open, and whose consent that waits for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aggregates.deal.publicity.events import Item
from aggregates.deal.publicity.state import items_of
from aggregates.deal.state import Progress
from aggregates.vocabulary import Kind, OrganisationId
from api.deals.standing import DealStanding


class ItemNow(msgspec.Struct, frozen=True, kw_only=True):
    """An item, and which sides let it be published; ``public`` once all do."""

    item: Item
    sides: tuple[OrganisationId, ...]
    public: bool


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument, and what may be told of it."""

    kind: Kind
    items: tuple[ItemNow, ...]


def published_of(deal: DealStanding) -> Iterator[Published]:
    """Yield the executed instruments of a deal, to who may read its terms."""
    if deal.inside is None:
        return
    given = {(one.instrument, one.principal): one.items for one in deal.inside.consents}
    every = [side.party.id for side in deal.principals]
    for one in deal.instruments:
        if one.progress is Progress.EXECUTED:
            items: list[ItemNow] = []
            for item in (item for item in Item if item in items_of(one.kind)):
                sides = tuple(side for side in every if item in given.get((one.id, side), ()))
                public = len(sides) == len(every) and not deal.inside.confidential
                items.append(ItemNow(item=item, sides=sides, public=public))
            yield Published(kind=one.kind, items=tuple(items))
