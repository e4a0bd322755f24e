"""The tables of F1 and F2: how much was executed, and in which direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.web.catalogues import N_
from api.web.figures.grid import Grid, Row, amount, columns, count
from api.web.figures.telling import Tells
from projections.figures.answer import Sum
from projections.figures.cells import TOTAL
from projections.figures.executed import TIERS
from projections.figures.f1_headline import Headline
from projections.figures.f2_direction import DirectionLine, Directions

SUM: Final = N_("Sum")


def headline(found: Headline, tells: Tells) -> Iterator[Grid]:
    """Yield the tiers, each with all that F1 says of it."""
    told = tells.visit.told
    yield Grid(
        id="tiers",
        title=told("Executed, by tier"),
        columns=(
            *columns(told("Tier"), told("Executed")),
            *columns((f"{told(SUM)} ({found.currency})", "amount")),
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
                (f"{told(SUM)} ({found.currency})", "amount"),
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
