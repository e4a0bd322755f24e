"""What a page of figures is asked for: which edition, as of when, which part, in which currency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import msgspec

from aggregates.vocabulary import Role
from api.http.figures import Figure
from api.routes.fairs import FairNow
from api.routes.figures import FigureNow
from api.web.deals.reading import names_of
from api.web.editions import Chosen, edition_of
from api.web.figures.entries import entries_for
from api.web.figures.grid import Grid
from api.web.figures.grids import grids_of
from api.web.figures.telling import Tells
from api.web.visit import Visit
from projections.figures.f9_health import NegotiationHealth

PARTS: Final = ("tier", "region", "day", "direction")
"""By what the figures of what is executed are narrowed."""
_CHOICES: Final = ("currency", *PARTS)
_WHOLE: Final = frozenset({Role.OFFICIAL, Role.AUDITOR, Role.REGISTRY})
"""Who chooses position and part: everybody else is told what is published."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for; ``at`` is a position, none for the newest."""

    chosen: Chosen
    at: int | None
    choices: Mapping[str, str]
    published: bool
    whole: bool
    head: int

    @property
    def query(self) -> Mapping[str, str]:
        """The same, as an address says it."""
        said = {"edition": self.chosen.edition, **self.choices}
        if self.at is not None:
            said["at"] = str(self.at)
        return said | ({"published": "true"} if self.published else {})

    def address(self, path: str, **more: str) -> str:
        """Return the address of another page of the same."""
        return f"{path}?{urlencode({**self.query, **more})}"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, and its tables."""

    figure: Figure
    suppressed: bool
    grids: tuple[Grid, ...]

    @property
    def shown(self) -> Grid | None:
        """Return the first table with something to draw."""
        for grid in self.grids:
            if any(grid.number(row) is not None and not row.whole for row in grid.rows):
                return grid
        return None


async def wanted_by(visit: Visit) -> Wanted:
    """Return what the address asks for; who is told what is published chooses nothing.

    Raises:
        CodedError: as ``list_editions`` and ``read_fair``.
    """
    chosen, whole = await edition_of(visit), visit.who.role in _WHOLE
    if not whole:
        return Wanted(chosen=chosen, at=None, choices={}, published=False, whole=False, head=0)
    as_of = {name: visit.query(name) for name in ("at", "as_of") if visit.query(name)}
    fair = await visit.read("read_fair", FairNow, as_of, edition=chosen.edition)
    return Wanted(
        chosen=chosen,
        at=fair.position,
        choices={name: visit.query(name) for name in _CHOICES if visit.query(name)},
        published=visit.query("published") == "true",
        whole=True,
        head=fair.head,
    )


async def figure_asked(visit: Visit, wanted: Wanted, name: str) -> Asked:
    """Return a figure with its tables.

    Raises:
        CodedError: as ``read_figure``.
    """
    query: dict[str, object] = {**wanted.choices, "published": wanted.published}
    if wanted.at is not None:
        query["at"] = wanted.at
    edition = wanted.chosen.edition
    found = await visit.read("read_figure", FigureNow, query, edition=edition, figure=name)
    figure: Figure = getattr(found, name.lower())
    people = await _people(visit, figure)
    tells = Tells(visit, await entries_for(visit, edition, name))
    return Asked(
        figure=figure,
        suppressed=found.suppressed,
        grids=grids_of(figure, tells, people),
    )


async def _people(visit: Visit, figure: Figure) -> Mapping[str, str]:
    if isinstance(figure, NegotiationHealth) and figure.leads:
        return await names_of(visit, (one.person for one in figure.leads))
    return {}
