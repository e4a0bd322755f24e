"""Figures that were asked for before: what a figure says of a position, it says for ever.

Unless a deal is erased, or a view is built anew: then it is counted again.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, NamedTuple

from msgspec.structs import replace

from api.http.figure_queries import FigureQuery
from api.http.figures import Figure, figure_of
from api.http.moments import Moment
from api.publishing import PUBLISHED
from api.storage.views import ViewConnection, Views
from projections.cut import Cut
from projections.figures.counted import ground_of
from projections.views import edition_lists, facts, health

KEPT_MAX: Final = 200
"""So many answers are kept: every figure of some ten positions. Most take some kilobytes."""

_VIEWS: Final = (edition_lists.NAME, facts.NAME, health.NAME)
"""What figures are made of."""


class _Key(NamedTuple):
    """All that an answer depends on."""

    name: str
    moment: Moment
    query: FigureQuery


_kept: Final[OrderedDict[_Key, Figure]] = OrderedDict()


async def moment_of(connection: ViewConnection, cut: Cut) -> Moment:
    """Return the moment of a cut."""
    return Moment(cut, await ground_of(connection, _VIEWS))


async def figure_at(views: Views, name: str, moment: Moment, query: FigureQuery) -> Figure:
    """Return a figure as of a moment, whatever position or instant ``query`` says.

    Who asks for what is ``published`` of it gets it as if nothing had been published before.

    Raises:
        ApiError, ProjectionError: as asking for the figure.
    """
    key = _Key(name, moment, replace(query, at=None, as_of=None, after_position=None))
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    figure, alone = figure_of(name), PUBLISHED if query.published else None
    async with views.connection() as connection:
        found = await figure.ask(connection, moment.cut, query, alone)
    if figure.settled and moment.ground is not None:
        _keep(key, found)
    return found


def _keep(key: _Key, found: Figure) -> None:
    _kept[key] = found
    while len(_kept) > KEPT_MAX:
        _kept.popitem(last=False)
