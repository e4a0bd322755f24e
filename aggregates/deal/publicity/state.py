"""Which side consents to the publication of what, and which keeps the deal confidential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from aggregates.deal.publicity.events import Item
from aggregates.vocabulary import InstrumentId, Kind, OrganisationId

PUBLISHED_KINDS: Final = frozenset(
    {Kind.LETTER_OF_INTENT, Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT}
)
"""What is ever listed: an NDA pledges nothing, and what changes an agreement is no other one."""
LISTED_ITEMS: Final = frozenset(Item) - {Item.ORIGINAL}
"""What a list can show of an instrument."""

Consents: TypeAlias = Mapping[tuple[InstrumentId, OrganisationId], frozenset[Item]]
"""By instrument and side."""

_NONE: Final[Consents] = MappingProxyType({})


class Publicity(msgspec.Struct, frozen=True, kw_only=True):
    """``confidential`` are the sides that keep the deal so."""

    consents: Consents = _NONE
    confidential: frozenset[OrganisationId] = frozenset()


UNPUBLISHED: Final = Publicity()


def items_of(kind: Kind) -> frozenset[Item]:
    """Return what may be consented to: every instrument has an original, and not all are listed."""
    return frozenset(Item) if kind in PUBLISHED_KINDS else frozenset({Item.ORIGINAL})


def items_agreed(
    publicity: Publicity, instrument: InstrumentId, sides: Iterable[OrganisationId]
) -> frozenset[Item]:
    """Return what of an instrument every one of ``sides`` consents to; nothing if confidential."""
    given = [publicity.consents.get((instrument, side), frozenset[Item]()) for side in sides]
    if publicity.confidential or not given:
        return frozenset()
    return given[0].intersection(*given[1:])


def sorted_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return a set of items as events have them."""
    return tuple(sorted(items, key=lambda item: item.value))


def publicity_without(publicity: Publicity, side: OrganisationId) -> Publicity:
    """Return what stands once ``side`` has left: nothing of what it said.

    Of an instrument that it executed nothing is agreed any more: it is not there to be asked.
    """
    if side not in publicity.confidential and all(key[1] != side for key in publicity.consents):
        return publicity
    return Publicity(
        consents={key: items for key, items in publicity.consents.items() if key[1] != side},
        confidential=publicity.confidential - {side},
    )
