"""What a publication says, as pages and files show it, and what it changes of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from api.packs.contents import Contents, Figure
from api.routes.figures import FigureNow
from api.web.figures.asking import Asked
from api.web.figures.entries import entries_for
from api.web.figures.grid import Column, Grid, Row, Value
from api.web.figures.grids import grids_of
from api.web.figures.telling import Tells
from api.web.visit import Visit

_NOTHING: Final = Value()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is another one than before; ``row`` and ``column`` say which of its table."""

    figure: str
    table: str
    row: str
    column: Column
    before: Value
    after: Value


async def figures_of(visit: Visit, contents: Contents) -> Mapping[str, Asked]:
    """Return every figure of a publication with its tables, by the id of its definition."""
    return {
        one.definition: await figure_of(visit, contents.edition, one) for one in contents.figures
    }


async def figure_of(visit: Visit, edition: str, figure: Figure) -> Asked:
    """Return a figure with its tables."""
    name = figure.definition
    now = msgspec.convert({"suppressed": True, name.lower(): figure.answer}, FigureNow)
    answer = getattr(now, name.lower())
    tells = Tells(visit, await entries_for(visit, edition, name))
    return Asked(figure=answer, suppressed=True, grids=grids_of(answer, tells, {}))


def changes_of(before: Mapping[str, Asked], after: Mapping[str, Asked]) -> Sequence[Change]:
    """Return every number that one publication tells otherwise than another, in their order."""
    return tuple(
        change
        for name in dict.fromkeys((*after, *before))
        for change in _changed(name, _tables(before, name), _tables(after, name))
    )


def _tables(found: Mapping[str, Asked], name: str) -> Mapping[str, Grid]:
    return {grid.id: grid for grid in found[name].grids} if name in found else {}


def _changed(name: str, before: Mapping[str, Grid], after: Mapping[str, Grid]) -> Iterator[Change]:
    for table in dict.fromkeys((*after, *before)):
        grid = after.get(table) or before[table]
        old, new = _rows(before.get(table)), _rows(after.get(table))
        for row in dict.fromkeys((*new, *old)):
            for at, column in enumerate(grid.columns[1:]):
                was, now = _value(old.get(row), at), _value(new.get(row), at)
                if (was.number, was.out) != (now.number, now.out):
                    yield Change(
                        figure=name,
                        table=grid.title,
                        row=row,
                        column=column,
                        before=was,
                        after=now,
                    )


def _rows(grid: Grid | None) -> Mapping[str, Row]:
    return {} if grid is None else {row.name: row for row in grid.rows}


def _value(row: Row | None, at: int) -> Value:
    return row.values[at] if row is not None and at < len(row.values) else _NOTHING
