"""The tables of F3 to F7: what was executed, by two attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from api.web.figures.grid import Column, Grid, Row, Value, amount, columns, count
from api.web.figures.telling import Tells
from api.web.figures.totals import SUM
from projections.figures.cells import TOTAL
from projections.figures.crossed import CrossCell, Crossed
from projections.figures.executed import TIERS
from projections.figures.f5_sizes import band_order


def crossed(found: Crossed, tells: Tells) -> Iterator[Grid]:
    """Yield the tables of F3 to F7, tier by tier."""
    for tier in TIERS:
        cells = [cell for cell in found.cells if cell.tier == tier]
        yield from _TABLES[found.head.definition](found, cells, tells, tier)


def _industries(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    sections = [c for c in cells if c.column == TOTAL]
    divisions = [c for c in cells if TOTAL not in {c.row, c.column}]
    told = tells.visit.told
    yield _grid(found, tells, tier, "", told("Section"), sections, tells.section)
    yield _grid(
        found,
        tells,
        tier,
        "divisions",
        told("Division"),
        divisions,
        lambda code: told("Division %(code)s", code=code),
        by="column",
    )


def _routes(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    origins = [c for c in cells if c.column == TOTAL]
    ends = [c for c in cells if c.row == TOTAL and c.column != TOTAL]
    pairs = [c for c in cells if TOTAL not in {c.row, c.column}]
    told = tells.visit.told
    yield _grid(found, tells, tier, "", told("Origin"), _league(origins), tells.country)
    yield _grid(
        found, tells, tier, "to", told("Destination"), _league(ends), tells.country, by="column"
    )
    yield Grid(
        id=f"{tier}-routes",
        title=f"{tells.code(tier)} · {told('From where to where')}",
        columns=_columns(found, tells, told("From where to where")),
        rows=tuple(
            Row(
                name=f"{tells.country(cell.row)} → {tells.country(cell.column)}",
                code=f"{cell.row}>{cell.column}",
                values=_values(cell, found),
            )
            for cell in _league(pairs)
        ),
    )


def _league(cells: list[CrossCell]) -> list[CrossCell]:
    """Return a league table: the most first; what was left out, and the sum, at the end."""
    return sorted(
        cells,
        key=lambda one: (
            one.row == TOTAL and one.column == TOTAL,
            one.executed.count is None,
            -(one.executed.count or 0),
            -(one.executed.total or 0),
            one.row,
            one.column,
        ),
    )


def _sizes(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    cells = sorted(cells, key=lambda one: band_order(one.row))
    label = tells.visit.told("Size (%(currency)s)", currency=found.currency)
    yield _grid(found, tells, tier, "", label, cells, tells.band)


def _modes(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    told = tells.visit.told
    rows = _league([c for c in cells if c.column == TOTAL])
    classes = _league([c for c in cells if c.row == TOTAL and c.column != TOTAL])
    yield _grid(found, tells, tier, "", told("Mode"), rows, tells.code)
    label = told("Class of investor")
    yield _grid(found, tells, tier, "classes", label, classes, tells.code, by="column")


def _stages(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    yield _grid(found, tells, tier, "", tells.visit.told("Where"), cells, tells.code)


def _themes(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    told = tells.visit.told
    themes = _league([c for c in cells if c.column == TOTAL])
    yield _grid(found, tells, tier, "", told("Theme"), themes, tells.entry("themes"))
    yield _pairs(
        found, tells, tier, told("Theme and delegation"), cells,
        (tells.entry("themes"), tells.entry("delegations")),
    )  # fmt: skip


def _controlled(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    told = tells.visit.told
    origins = _league([c for c in cells if c.column == TOTAL])
    yield _grid(found, tells, tier, "", told("Ultimate origin"), origins, tells.country)
    names = (tells.country, tells.country)
    yield _pairs(found, tells, tier, told("From where to where"), cells, names)


def _delegations(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    told, entry = tells.visit.told, tells.entry("delegations")
    league = _league([c for c in cells if c.column == TOTAL])
    yield _grid(found, tells, tier, "", told("Delegation"), league, entry)
    names = (entry, tells.code)
    yield _pairs(found, tells, tier, told("Delegation and region of origin"), cells, names)


def _ceremony(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    told = tells.visit.told
    sessions = [c for c in cells if c.column == TOTAL]
    yield _grid(found, tells, tier, "", told("Session"), sessions, tells.entry("sessions"))
    items = [c for c in cells if TOTAL not in {c.row, c.column}]
    label, entry = told("Item of the running order"), tells.entry("items")
    yield _grid(found, tells, tier, "items", label, items, entry, by="column")


def _pairs(
    found: Crossed,
    tells: Tells,
    tier: str,
    label: str,
    cells: list[CrossCell],
    named: tuple[Callable[[str], str], Callable[[str], str]],
) -> Grid:
    """Return the table of rows and columns together; ``named`` calls the one and the other."""
    return Grid(
        id=f"{tier}-pairs",
        title=f"{tells.code(tier)} · {label}",
        columns=_columns(found, tells, label),
        rows=tuple(
            Row(
                name=f"{named[0](cell.row)} → {named[1](cell.column)}",
                code=f"{cell.row}>{cell.column}",
                values=_values(cell, found),
            )
            for cell in _league([c for c in cells if TOTAL not in {c.row, c.column}])
        ),
    )


def _grid(  # noqa: PLR0913, PLR0917 - which table, of what, called how
    found: Crossed,
    tells: Tells,
    tier: str,
    part: str,
    label: str,
    cells: list[CrossCell],
    named: Callable[[str], str],
    by: str = "row",
) -> Grid:
    title = tells.code(tier)
    return Grid(
        id=f"{tier}-{part}" if part else tier,
        title=f"{title} · {label}" if part else title,
        columns=_columns(found, tells, label),
        rows=tuple(
            Row(
                name=tells.code(TOTAL) if code == TOTAL else named(code),
                code="" if code == TOTAL else code,
                values=_values(cell, found),
                whole=code == TOTAL,
            )
            for cell in cells
            for code in [cell.row if by == "row" else cell.column]
        ),
    )


def _columns(found: Crossed, tells: Tells, label: str) -> tuple[Column, ...]:
    told = tells.visit.told
    return (
        *columns((label, "text"), told("Executed")),
        *columns((f"{told(SUM)} ({found.currency})", "amount"), told("Amount not known")),
    )


def _values(cell: CrossCell, found: Crossed) -> tuple[Value, ...]:
    return (
        count(cell.executed.count, {"tier": cell.tier, **_part(cell, found)}),
        amount(cell.executed.total),
        count(cell.executed.without_amount, out=False),
    )


def _part(cell: CrossCell, found: Crossed) -> Mapping[str, str]:
    """Return by what the deals of a cell are asked for; nothing for a margin."""
    row = "" if cell.row == TOTAL else cell.row
    column = "" if cell.column == TOTAL else cell.column
    asks = {
        "F3": {"industry": column or row},
        "F4": {"origin": row, "destination": column},
        "F5": {"row": row and f"{found.currency}:{row}"},
    }.get(found.head.definition, {"row": f"{row}>{column}" if column else row})
    return {name: value for name, value in asks.items() if value}


_TABLES: dict[str, Callable[[Crossed, list[CrossCell], Tells, str], Iterator[Grid]]] = {
    "F3": _industries,
    "F3b": _themes,
    "F4": _routes,
    "F4b": _controlled,
    "F4c": _delegations,
    "F5": _sizes,
    "F6": _modes,
    "F7": _stages,
    "F7b": _ceremony,
}
