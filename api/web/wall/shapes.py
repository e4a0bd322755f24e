"""The figures of a wall as what is drawn of them. Every shape has its number beside it as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot, sqrt
from typing import Final

import msgspec

from api.web.wall.capitals import CAPITALS
from api.web.wall.earth import on_map
from projections.figures.cells import TOTAL
from projections.figures.crossed import Crossed
from projections.figures.f8_funnel import Funnel

OTHERS: Final = ""
"""The name of what is drawn together."""
_NODES: Final = 7
_HEIGHT: Final = 240.0
_GAP: Final = 5.0
_LEAST: Final = 13.0
"""So high is a node at least: its name stands beside it."""
_FROM: Final = 110
_TO: Final = 210
"""Between so much room for names on either side, of 320, flows are drawn."""


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """So many instruments of a tier from one country to another (ISO 3166-1)."""

    origin: str
    destination: str
    count: int


class Arc(msgspec.Struct, frozen=True, kw_only=True):
    """A line on the map, ``width`` by how many there are."""

    path: str
    width: float


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """Where lines begin and end, on the map: in the capital of a ``country`` (ISO 3166-1)."""

    country: str
    x: float
    y: float
    size: float


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn on the land."""

    arcs: tuple[Arc, ...]
    dots: tuple[Dot, ...]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One end of flows: a bar of so much height; ``hue`` is one of the colours of sides."""

    name: str
    count: int
    y: float
    height: float
    hue: int


class Ribbon(msgspec.Struct, frozen=True, kw_only=True):
    """A flow between two nodes; ``hue`` is its origin's."""

    path: str
    hue: int


class Flows(msgspec.Struct, frozen=True, kw_only=True):
    """Origins on one side, destinations on the other, and what flows between them."""

    height: float
    origins: tuple[Node, ...]
    destinations: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A number as a bar of 0 to 100; none where it is not told."""

    name: str
    count: int | None
    width: float


def flows_of(routes: Crossed, tier: str) -> tuple[tuple[Flow, ...], int]:
    """Return how many instruments of a tier went from where to where, the most first.

    Beside them, how many cells are not told.
    """
    counts: Counter[tuple[str, str]] = Counter()
    kept = 0
    for cell in routes.cells:
        if cell.tier != tier or TOTAL in {cell.row, cell.column}:
            continue
        if cell.executed.count is None:
            kept += 1
            continue
        counts[cell.row, cell.column.partition("-")[0]] += cell.executed.count
    found = [Flow(origin=a, destination=b, count=n) for (a, b), n in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.origin, one.destination))), kept


def with_named(flows: Sequence[Flow], named: Iterable[Flow]) -> tuple[Flow, ...]:
    """Return the flows that are told, and of the others what is known by name: the most first."""
    told = {(one.origin, one.destination) for one in flows}
    others = (one for one in named if (one.origin, one.destination) not in told)
    every = (*flows, *others)
    return tuple(sorted(every, key=lambda one: (-one.count, one.origin, one.destination)))


def world_of(flows: Sequence[Flow]) -> World:
    """Return the lines between capitals; of a flow within a country, a dot."""
    known = [one for one in flows if {one.origin, one.destination} <= CAPITALS.keys()]
    ends: Counter[str] = Counter()
    for one in known:
        ends.update({one.origin: one.count, one.destination: one.count})
    arcs = (_arc(one) for one in reversed(known) if one.origin != one.destination)
    dots = (_dot(country, count) for country, count in sorted(ends.items()))
    return World(arcs=tuple(arcs), dots=tuple(dots))


def sankey_of(flows: Sequence[Flow]) -> Flows:
    """Return the flows between the countries with most of them, all others together."""
    origins = _leading(Counter(), flows, "origin")
    destinations = _leading(Counter(), flows, "destination")
    merged: Counter[tuple[str, str]] = Counter()
    for one in flows:
        a = one.origin if one.origin in origins else OTHERS
        b = one.destination if one.destination in destinations else OTHERS
        merged[a, b] += one.count
    left = _nodes(merged, 0, origins)
    right = _nodes(merged, 1, destinations)
    return Flows(
        height=_HEIGHT,
        origins=tuple(left.values()),
        destinations=tuple(right.values()),
        ribbons=tuple(_ribbons(merged, left, right)),
    )


def steps_of(funnel: Funnel) -> tuple[Bar, ...]:
    """Return the steps of the funnel, as wide as how many deals came there."""
    return _bars((one.step, one.reached) for one in funnel.steps)


def bands_of(sizes: Crossed, tier: str, bands: Sequence[str]) -> tuple[Bar, ...]:
    """Return the size bands of a tier in their order: what is in none of its cells counts none."""
    counts = {cell.row: cell.executed.count for cell in sizes.cells if cell.tier == tier}
    return _bars((band, counts.get(band, 0)) for band in bands)


def _bars(numbers: Iterable[tuple[str, int | None]]) -> tuple[Bar, ...]:
    found = [*numbers]
    most = max((count or 0 for _, count in found), default=0) or 1
    return tuple(
        Bar(name=name, count=count, width=round(100 * (count or 0) / most, 2))
        for name, count in found
    )


def _arc(flow: Flow) -> Arc:
    """Return a line that rises with its length, as great circles do on a map."""
    (x1, y1), (x2, y2) = (on_map(*CAPITALS[one]) for one in (flow.origin, flow.destination))
    rise = 0.28 * hypot(x2 - x1, y2 - y1)
    middle = f"{(x1 + x2) / 2:g} {min(y1, y2) - rise + abs(y2 - y1) / 2:g}"
    path = f"M{x1:g} {y1:g}Q{middle} {x2:g} {y2:g}"
    return Arc(path=path, width=round(1.2 + sqrt(flow.count) * 0.9, 2))


def _dot(country: str, count: int) -> Dot:
    x, y = on_map(*CAPITALS[country])
    return Dot(country=country, x=x, y=y, size=round(2.6 + sqrt(count) * 0.7, 2))


def _leading(counts: Counter[str], flows: Sequence[Flow], end: str) -> Mapping[str, int]:
    for one in flows:
        counts[getattr(one, end)] += one.count
    return dict(counts.most_common(_NODES))


def _nodes(
    merged: Mapping[tuple[str, str], int], end: int, leading: Mapping[str, int]
) -> dict[str, Node]:
    """Return the nodes of one side from top to bottom, what is drawn together last."""
    sums: Counter[str] = Counter()
    for ends, count in merged.items():
        sums[ends[end]] += count
    names = [one for one in (*leading, OTHERS) if sums[one]]
    room = _HEIGHT - _GAP * max(len(names) - 1, 0) - _LEAST * len(names)
    whole = sum(sums.values()) or 1
    nodes: dict[str, Node] = {}
    y = 0.0
    for hue, name in enumerate(names):
        height = _LEAST + room * sums[name] / whole
        nodes[name] = Node(
            name=name, count=sums[name], y=round(y, 2), height=round(height, 2), hue=hue % 6
        )
        y += height + _GAP
    return nodes


def _ribbons(
    merged: Mapping[tuple[str, str], int], left: Mapping[str, Node], right: Mapping[str, Node]
) -> Iterator[Ribbon]:
    used: Counter[tuple[int, str]] = Counter()
    for a in left:
        for b in right:
            count = merged.get((a, b), 0)
            if count:
                one, other = _part(left[a], used[0, a], count), _part(right[b], used[1, b], count)
                used[0, a] += count
                used[1, b] += count
                yield Ribbon(path=_ribbon(one, other), hue=left[a].hue)


def _part(node: Node, before: int, count: int) -> tuple[float, float]:
    step = node.height / node.count
    return node.y + before * step, node.y + (before + count) * step


def _ribbon(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Return a band between two heights on either side."""
    (a, b), (c, d) = one, other
    middle = (_FROM + _TO) / 2
    there = f"M{_FROM} {a:.1f}C{middle:g} {a:.1f} {middle:g} {c:.1f} {_TO} {c:.1f}V{d:.1f}"
    return f"{there}C{middle:g} {d:.1f} {middle:g} {b:.1f} {_FROM} {b:.1f}Z"
