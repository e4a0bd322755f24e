"""The tables of F1 to F7: what was executed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from api.web.figures.grid import Column, Grid, Row, Value, amount, columns, count
from api.web.figures.telling import Tells
from projections.figures.answer import Sum
from projections.figures.cells import TOTAL
from projections.figures.crossed import CrossCell, Crossed
from projections.figures.executed import TIERS
from projections.figures.f1_headline import Headline
from projections.figures.f2_direction import DirectionLine, Directions
from projections.figures.f5_sizes import BANDS


def headline(found: Headline, tells: Tells) -> Iterator[Grid]:
    """Yield the tiers, each with all that F1 says of it."""
    told = tells.visit.told
    yield Grid(
        id="tiers",
        title=told("Executed, by tier"),
        columns=(
            *columns(told("Tier"), told("Executed")),
            *columns((f"{told('Sum')} ({found.currency})", "amount")),
            *columns(told("Of these inbound"), (told("Foreign share, per cent"), "percent")),
            *columns((told("Mean"), "amount"), (told("Median"), "amount")),
            *columns(told("Amount not known")),
        ),
        rows=tuple(
            Row(
                name=tells.code(line.tier),
                code=line.tier,
                values=(
                    count(line.executed.count, {"tier": line.tier}),
                    amount(line.executed.total),
                    count(line.inbound.count, {"tier": line.tier, "direction": "inbound"}),
                    amount(line.foreign_share),
                    amount(line.mean),
                    amount(line.median),
                    count(line.executed.without_amount, out=False),
                ),
            )
            for line in found.tiers
        ),
    )


def directions(found: Directions, tells: Tells) -> Iterator[Grid]:
    """Yield a table for each tier: years by directions."""
    told = tells.visit.told
    for tier in TIERS:
        lines = [line for line in found.lines if line.tier == tier]
        yield Grid(
            id=f"directions-{tier}",
            title=tells.code(tier),
            columns=columns(
                told("Direction"),
                told("Executed"),
                (f"{told('Sum')} ({found.currency})", "amount"),
            ),
            rows=tuple(
                row
                for line in sorted(lines, key=lambda one: (one.year is not None, one.year or 0))
                for row in _of_line(line, tells, years=len(lines) > 2)
            ),
        )


def _of_line(line: DirectionLine, tells: Tells, *, years: bool) -> Iterator[Row]:
    if line.year is not None and not years:
        return
    year = {} if line.year is None else {"day": str(line.year)}
    for name in ("inbound", "outbound", "domestic", TOTAL):
        told: Sum = getattr(line, name)
        direction = {} if name == TOTAL else {"direction": name}
        prefix = f"{line.year} · " if line.year is not None else ""
        yield Row(
            name=f"{prefix}{tells.code(name)}",
            code=name,
            values=(
                count(told.count, {"tier": line.tier, **year, **direction}),
                amount(told.total),
            ),
            whole=name == TOTAL or line.year is not None,
        )


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
    order = {band: place for place, band in enumerate((*BANDS, TOTAL))}
    cells = sorted(cells, key=lambda one: order[one.row])
    label = tells.visit.told("Size (%(currency)s)", currency=found.currency)
    yield _grid(found, tells, tier, "", label, cells, tells.band)


def _modes(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    yield _grid(found, tells, tier, "", tells.visit.told("Mode"), _league(cells), tells.code)


def _stages(found: Crossed, cells: list[CrossCell], tells: Tells, tier: str) -> Iterator[Grid]:
    yield _grid(found, tells, tier, "", tells.visit.told("Where"), cells, tells.code)


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
        *columns((f"{told('Sum')} ({found.currency})", "amount"), told("Amount not known")),
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
        "F6": {"mode": row},
    }.get(found.head.definition, {"row": row})
    return {name: value for name, value in asks.items() if value}


_TABLES: dict[str, Callable[[Crossed, list[CrossCell], Tells, str], Iterator[Grid]]] = {
    "F3": _industries,
    "F4": _routes,
    "F5": _sizes,
    "F6": _modes,
    "F7": _stages,
}
