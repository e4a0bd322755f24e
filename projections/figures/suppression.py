"""Which cells of a table are not published, so that nobody's own figures can be read from it.

A cell is sensitive if it is made by fewer contributors than a policy asks for, or if one of them
makes more than a share of it. Sensitive cells are left out, and with them as many others as it
takes that none can be worked out again from what is published. What a reader is taken to know:

1. every published cell and margin, exactly; a cell with nothing in it is published as zero;
2. so, that every cell left out counts at least one, and sums up to no less than nothing;
3. that what is left out of a line adds up to the line's margin less what is published of it.

By 1 to 3 a cell left out has more than one possible value (`exposed` finds those that have not),
and what is left out of a line is, taken together, not sensitive either.

A table is a network: cells are arcs between its rows and its columns, margins are arcs back, and in
each node as much goes in as comes out. A cell can have another value just if it lies on a cycle of
cells that are left out, of which those that would become smaller are large enough for that.
Dandekar and Cox's and others' heuristics choose such cycles too; this one takes the cheapest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from heapq import heappop, heappush
from typing import Final, NamedTuple

import msgspec

from projections.figures.cells import EMPTY, TOTAL, Cell, Place


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """A cell is sensitive with fewer than ``least`` contributors, or one of more than ``share``.

    So it is where fewer than ``least`` of them have any part of a sum: in a currency in which only
    two pledge anything that is known, each of the two would read the other's.
    """

    least: int = 3
    share: Decimal = Decimal("0.85")

    def is_sensitive(self, cell: Cell) -> bool:
        """Return whether publishing the cell would tell too much of one who is in it."""
        if not cell.count:
            return False
        largest = max(cell.parts.values())
        having = sum(1 for part in cell.parts.values() if part)
        few = len(cell.parts) < self.least or 0 < having < self.least
        return few or largest > self.share * cell.total


Node = tuple[str, str]
_OUTSIDE: Final[Node] = ("outside", "")


class Arc(NamedTuple):
    """A cell as an arc of the network."""

    tail: Node
    head: Node


def left_out(cells: Mapping[Place, Cell], policy: Suppression | None) -> frozenset[Place]:
    """Return the places that are not published; none without a policy.

    ``cells`` has the margins; a table with nothing but the column `TOTAL` is one line and its sum.
    """
    if policy is None:
        return frozenset()
    arcs = network(cells)
    out = {place for place in arcs if policy.is_sensitive(cells[place])}
    while True:
        added = _next(cells, arcs, out, policy)
        if added is None:
            return frozenset(arcs)
        if not added:
            return frozenset(out)
        out |= set(added)


def exposed(cells: Mapping[Place, Cell], out: Collection[Place]) -> Iterator[Place]:
    """Yield the cells left out whose value can be worked out from the others."""
    arcs = network(cells)
    hidden = {place: arcs[place] for place in out}
    for place in sorted(out):
        if _cycle(cells, hidden, place, ()) is None:
            yield place


def network(cells: Mapping[Place, Cell]) -> dict[Place, Arc]:
    """Return the cells that count something as arcs. An empty one is known, and is none."""
    flat = all(column == TOTAL for _, column in cells)
    return {place: _arc(place, flat=flat) for place, cell in cells.items() if cell.count}


def _arc(place: Place, *, flat: bool) -> Arc:
    row, column = place
    if flat:
        line = ("column", TOTAL)
        return Arc(line, _OUTSIDE) if row == TOTAL else Arc(_OUTSIDE, line)
    if (row == TOTAL) == (column == TOTAL):
        return Arc(("row", row), ("column", column))
    return Arc(("column", column), ("row", row))


def _next(
    cells: Mapping[Place, Cell],
    arcs: Mapping[Place, Arc],
    out: Collection[Place],
    policy: Suppression,
) -> Collection[Place] | None:
    """Return what has to be left out as well: nothing if enough is; None if all of it must be."""
    for place in sorted(out):
        if _cycle(cells, {one: arcs[one] for one in out}, place, ()) is None:
            return _cycle(cells, arcs, place, out)
    for line in _lines(arcs):
        inner, margin = line
        hidden = [place for place in inner if place in out]
        if not hidden or margin in out or not policy.is_sensitive(_together(cells, hidden)):
            continue
        others = [place for place in inner if place not in out]
        return {min(others, key=lambda place: (cells[place].count, place), default=margin)}
    return ()


def _cycle(
    cells: Mapping[Place, Cell],
    arcs: Mapping[Place, Arc],
    place: Place,
    free: Collection[Place],
) -> Collection[Place] | None:
    """Return the other cells of the cheapest cycle on which the cell can move, or None.

    Cells that are ``free`` cost nothing, any other as many as it counts.
    """
    arc = arcs[place]
    others = {one: other for one, other in arcs.items() if one != place}
    ways = [_way(cells, others, arc.tail, arc.head, free)]
    if can_shrink(cells[place]):
        ways.append(_way(cells, others, arc.head, arc.tail, free))
    found = [way for way in ways if way is not None]
    return min(found)[1] if found else None


def _way(
    cells: Mapping[Place, Cell],
    arcs: Mapping[Place, Arc],
    start: Node,
    end: Node,
    free: Collection[Place],
) -> tuple[int, list[Place]] | None:
    """Return cost and cells of the cheapest way (Dijkstra); along an arc its cell gets smaller."""
    queue: list[tuple[int, list[Place], Node]] = [(0, [], start)]
    done: set[Node] = set()
    while queue:
        cost, taken, node = heappop(queue)
        if node == end:
            return cost, taken
        if node in done:
            continue
        done.add(node)
        for place, arc in arcs.items():
            step = 0 if place in free else cells[place].count
            if arc.tail == node and can_shrink(cells[place]):
                heappush(queue, (cost + step, [*taken, place], arc.head))
            if arc.head == node:
                heappush(queue, (cost + step, [*taken, place], arc.tail))
    return None


def can_shrink(cell: Cell) -> bool:
    """Return whether a smaller cell would still be one that can be left out (2 above)."""
    return cell.count > 1 and cell.total > 0


def _lines(arcs: Mapping[Place, Arc]) -> Iterator[tuple[list[Place], Place]]:
    """Yield each line of the table: its cells, and its margin."""
    for row, column in sorted(arcs):
        if column == TOTAL and any(r == row and c != TOTAL for r, c in arcs):
            yield [p for p in sorted(arcs) if p[0] == row and p[1] != TOTAL], (row, column)
        if row == TOTAL:
            yield [p for p in sorted(arcs) if p[1] == column and p[0] != TOTAL], (row, column)


def _together(cells: Mapping[Place, Cell], places: Collection[Place]) -> Cell:
    parts: dict[str, Decimal] = {}
    for place in places:
        for who, part in cells.get(place, EMPTY).parts.items():
            parts[who] = parts.get(who, Decimal(0)) + part
    found = [cells[place] for place in places]
    return Cell(
        count=sum(cell.count for cell in found),
        total=sum((cell.total for cell in found), Decimal(0)),
        parts=parts,
    )
