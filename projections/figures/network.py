"""A table as a network, in which one sees which of its cells can have other values.

Cells are arcs between its rows and its columns, margins are arcs back, and in
each node as much goes in as comes out. A cell can have another value just if it lies on a cycle of
cells that are left out, of which those that would become smaller are large enough for that.
Dandekar and Cox's and others' heuristics choose such cycles too; this one takes the cheapest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Final, NamedTuple, TypeAlias

from projections.figures.cells import TOTAL, Cell, Place

Node = tuple[str, str]
_OUTSIDE: Final[Node] = ("outside", "")


class Arc(NamedTuple):
    """A cell as an arc of the network."""

    tail: Node
    head: Node


Ways: TypeAlias = Mapping[Node, Sequence[tuple[Place, Node]]]
"""By which cells one gets from a node to which others."""


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


def cycle(
    cells: Mapping[Place, Cell],
    arcs: Mapping[Place, Arc],
    place: Place,
    free: Collection[Place],
) -> Collection[Place] | None:
    """Return the other cells of the cheapest cycle on which the cell can move, or None.

    Cells that are ``free`` cost nothing, any other as many as it counts.
    """
    arc = arcs[place]
    others = _ways(cells, arcs, place)
    found = [_way(cells, others, arc.tail, arc.head, free)]
    if can_shrink(cells[place]):
        found.append(_way(cells, others, arc.head, arc.tail, free))
    known = [way for way in found if way is not None]
    return min(known)[1] if known else None


def _ways(cells: Mapping[Place, Cell], arcs: Mapping[Place, Arc], but: Place) -> Ways:
    """Return where one gets to by each other cell: along an arc its cell gets smaller."""
    found = defaultdict[Node, list[tuple[Place, Node]]](list)
    for place, arc in arcs.items():
        if place == but:
            continue
        if can_shrink(cells[place]):
            found[arc.tail].append((place, arc.head))
        found[arc.head].append((place, arc.tail))
    return found


def _way(
    cells: Mapping[Place, Cell], ways: Ways, start: Node, end: Node, free: Collection[Place]
) -> tuple[int, list[Place]] | None:
    """Return cost and cells of the cheapest way (Dijkstra)."""
    queue: list[tuple[int, list[Place], Node]] = [(0, [], start)]
    done: set[Node] = set()
    while queue:
        cost, taken, node = heappop(queue)
        if node == end:
            return cost, taken
        if node in done:
            continue
        done.add(node)
        for place, following in ways.get(node, ()):
            if following not in done:
                step = 0 if place in free else cells[place].count
                heappush(queue, (cost + step, [*taken, place], following))
    return None


def can_shrink(cell: Cell) -> bool:
    """Return whether a smaller cell would still be one that can be left out (2 above)."""
    return cell.count > 1 and cell.total > 0


def lines(arcs: Mapping[Place, Arc]) -> Iterator[tuple[list[Place], Place]]:
    """Yield each line of the table: its cells, and its margin."""
    for row, column in sorted(arcs):
        if column == TOTAL and any(r == row and c != TOTAL for r, c in arcs):
            yield [p for p in sorted(arcs) if p[0] == row and p[1] != TOTAL], (row, column)
        if row == TOTAL:
            yield [p for p in sorted(arcs) if p[1] == column and p[0] != TOTAL], (row, column)
