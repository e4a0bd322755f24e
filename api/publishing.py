"""Judging the figures of an edition: all as of one midnight, by all that may have been told.

What is published can not be taken back, and whoever reads holds it against whatever was published
before, of the same figure and of others. So the figures of a midnight are judged one after the
other, each with all earlier midnights in mind, and with what the others tell as of that midnight.
Two people then publish some of these midnights: see `api.publications`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias

from api.http.figure_queries import FigureQuery
from api.http.figures import FIGURES
from api.storage.publications import (
    Publication,
    publications_of,
    publishing,
    put_publication,
)
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures.cells import Cell
from projections.figures.keeping import Judged, Keeping, Recalled
from projections.figures.suppression import Suppression

PUBLISHED: Final = Suppression()
"""The policy of every publication."""

Cuts: TypeAlias = Callable[[int], Awaitable[Cut]]
"""Returns the cut of the edition at a position."""

_SERIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        series: tuple(name for name, figure in FIGURES.items() if figure.series == series)
        for series in dict.fromkeys(figure.series for figure in FIGURES.values())
    }
)
"""The figures of each series, which are made of the same tables."""


async def publish(connection: ViewConnection, midnight: Cut, cuts: Cuts, currency: str) -> int:
    """Judge what has not been yet as of ``midnight``, and return how many series that was.

    Nobody else judges of this edition meanwhile. What was begun and broken off is finished.
    """
    made, edition = 0, midnight.edition
    async with publishing(connection, edition):
        known = {name: await publications_of(connection, edition, name) for name in _SERIES}
        if all(_is_as_late(found, midnight) for found in known.values()):
            return 0
        asks = FigureQuery(currency=currency)
        before = await _recalled(connection, known, cuts, asks)
        told: list[Judged] = []
        for name, found in known.items():
            if _is_as_late(found, midnight):
                continue
            others = [of for series, of in before.items() if series != name]
            judged = Judged(PUBLISHED, before[name], _cells(chain(told, *others)))
            await _ask(connection, name, midnight, asks, judged)
            await put_publication(connection, edition, name, _written(midnight, judged))
            told.append(judged)
            made += 1
    return made


def _is_as_late(known: Sequence[Publication], midnight: Cut) -> bool:
    return bool(known) and known[-1].position >= midnight.position


async def _recalled(
    connection: ViewConnection,
    known: Mapping[str, Sequence[Publication]],
    cuts: Cuts,
    asks: FigureQuery,
) -> Mapping[str, Sequence[Recalled]]:
    """Return the publications of each series in their order, with the tables that they were of.

    Who contributes to a cell, no publication says: its figures are asked for again. One position
    after the other, so that the facts of each are read once for all series.
    """
    before: dict[str, list[Recalled]] = {name: [] for name in known}
    every = [(one, name) for name, found in known.items() for one in found]
    for one, name in sorted(every, key=lambda each: each[0].position):
        recalled = Recalled(PUBLISHED, one.left_out)
        await _ask(connection, name, await cuts(one.position), asks, recalled)
        before[name].append(recalled)
    return before


async def _ask(
    connection: ViewConnection, series: str, cut: Cut, asks: FigureQuery, keeping: Keeping
) -> None:
    for name in _SERIES[series]:
        await FIGURES[name].ask(connection, cut, asks, keeping)


def _cells(told: Iterator[Recalled | Judged]) -> Iterator[Cell]:
    for one in told:
        yield from one.told()


def _written(cut: Cut, judged: Judged) -> Publication:
    kept = {table: tuple(sorted(places)) for table, places in judged.kept.items()}
    return Publication(position=cut.position, kept=kept)
