"""Where a place stands on the map: the Equal Earth projection, and the land on it.

Areas are true, which no common rectangle is; coasts are Natural Earth's at 1:110m, without borders.

Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal
of Geographical Information Science 33 (2019); TopoJSON format specification 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from typing import Final, TypeAlias

import msgspec

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees, or x and y on the map."""

WIDTH: Final = 1000
HEIGHT: Final = 436
"""The map without Antarctica, where nobody invests."""

_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = sqrt(3) / 2
_EAST: Final = 2.7066
_SCALE: Final = WIDTH / (2 * _EAST)
_TOP: Final = 84.0
_BOTTOM: Final = -58.0


class _Transform(msgspec.Struct, frozen=True):
    scale: Point
    translate: Point


class _Geometry(msgspec.Struct, frozen=True):
    arcs: tuple[tuple[tuple[int, ...], ...], ...]


class _Collection(msgspec.Struct, frozen=True):
    geometries: tuple[_Geometry, ...]


class _Topology(msgspec.Struct, frozen=True):
    """The part of a topology that is drawn: polygons of land, by the lines that they share."""

    objects: dict[str, _Collection]
    arcs: tuple[tuple[Point, ...], ...]
    transform: _Transform


def on_map(longitude: float, latitude: float) -> Point:
    """Return where a place stands on a map of `WIDTH` by `HEIGHT`."""
    x, y = _projected(longitude, latitude)
    return round((x + _EAST) * _SCALE, 1), round((_projected(0, _TOP)[1] - y) * _SCALE, 1)


def land_svg(topology: bytes) -> bytes:
    """Return the land as a picture of one path, to be used as a mask."""
    read = msgspec.json.decode(topology, type=_Topology)
    arcs = [list(_line(arc, read.transform)) for arc in read.arcs]
    polygons = (one for geometry in read.objects["land"].geometries for one in geometry.arcs)
    rings = (_ring(ring, arcs) for polygon in polygons for ring in polygon)
    drawn = "".join(_path(ring) for ring in rings if any(at[1] > _BOTTOM for at in ring))
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{drawn}"/></svg>'.encode()


def _projected(longitude: float, latitude: float) -> Point:
    theta = asin(_M * sin(radians(latitude)))
    a1, a2, a3, a4 = _A
    square = theta * theta
    sixth = square**3
    slope = 9 * a4 * square * sixth + 7 * a3 * sixth + 3 * a2 * square + a1
    x = radians(longitude) * cos(theta) / (_M * slope)
    return x, theta * (a4 * square * sixth + a3 * sixth + a2 * square + a1)


def _line(arc: Sequence[Point], by: _Transform) -> Iterator[Point]:
    """Yield the points of an arc, each of which is written as the step from the one before."""
    (kx, ky), (dx, dy) = by.scale, by.translate
    across, along = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
    for x, y in zip(across, along, strict=True):
        yield x * kx + dx, y * ky + dy


def _ring(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the points of a ring; an arc that is counted from the end is taken backwards."""
    found: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found


def _path(ring: Sequence[Point]) -> str:
    """Return a ring as a path; where it goes around the back of the map, another one begins."""
    drawn, before = "", None
    for x, y in dict.fromkeys(on_map(*at) for at in ring):
        around = before is None or abs(x - before) > WIDTH / 2
        drawn += f"{'M' if around else 'L'}{x:g} {y:g}"
        before = x
    return f"{drawn}Z"
