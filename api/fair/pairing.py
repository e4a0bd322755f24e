"""Projects and deals of a fair: who meets whom, about what, for how much. The same at each play."""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.deal.parties.events import Direction
from aggregates.vocabulary import Money
from api.fair.material import Entry, Line, Material, Place

HOME: Final = "CN"
"""The fair's country."""

_MILLION: Final = 1_000_000
_SIZES: Final = (100, 65, 150, 40, 240, 80, 120)
"""How large a project is beside others of its line, per cent."""
_RATE: Final = {"CNY": 100, "USD": 14, "EUR": 13}
"""What a hundred of the catalogue's millions, which are of the renminbi, come to, in round sums."""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A project of the catalogue."""

    id: str
    line: Line
    place: Place
    owner: Entry
    amount: Money


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """Deal ``number`` of the fair: who opens it, on which project, for how much."""

    number: int
    project: Offered
    opener: Entry
    amount: Money

    @property
    def owner(self) -> Entry:
        """The other side: whose project it is."""
        return self.project.owner

    @property
    def direction(self) -> Direction:
        """Which way the investment goes, seen from the fair's country."""
        if self.project.place.subdivision.startswith(HOME):
            return Direction.DOMESTIC if self.opener.country == HOME else Direction.INBOUND
        return Direction.OUTBOUND


def projects(material: Material) -> list[Offered]:
    """Return the catalogue: each line of business at each of its places."""
    found: list[Offered] = []
    for row in range(max(len(line.places) for line in material.lines)):
        found += [_offered(material, line, row) for line in material.lines]
    return found


def pairings(material: Material, count: int) -> list[Pairing]:
    """Return so many deals, over all projects in turn."""
    catalogue = projects(material)
    return [_pairing(material, catalogue, number) for number in range(count)]


def _offered(material: Material, line: Line, row: int) -> Offered:
    owner = material.organisations[line.owners[row % len(line.owners)]]
    place = material.places[line.places[row]]
    size = _SIZES[(row * 3 + len(line.id)) % len(_SIZES)]
    return Offered(
        id=f"{line.id}-{row + 1}",
        line=line,
        place=place,
        owner=owner,
        amount=_sum(line.millions * size // 100, owner.currency),
    )


def _pairing(material: Material, catalogue: list[Offered], number: int) -> Pairing:
    project = catalogue[number % len(catalogue)]
    turn = number // len(catalogue) + number
    others = [name for name in project.line.investors if name != project.owner.id]
    opener = material.organisations[others[turn % len(others)]]
    percent = (100, 90, 75, 110)[number % 4]
    millions = project.line.millions * percent // 100
    return Pairing(
        number=number, project=project, opener=opener, amount=_sum(millions, opener.currency)
    )


def _sum(millions: int, currency: str) -> Money:
    """Return renminbi in another currency, to ten thousands."""
    ten_thousands = millions * _RATE[currency]
    return Money(amount=str(ten_thousands * _MILLION // 100), currency=currency)
