"""The map of the wall: capitals lie on land, and lines begin and end there."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from api.http.codes import COUNTRIES
from api.web.assets import LAND, assets
from api.web.wall.capitals import CAPITALS
from api.web.wall.earth import HEIGHT, WIDTH, Point, on_map
from api.web.wall.labels import LETTER, labels_of
from api.web.wall.shapes import Dot, Flow, sankey_of, with_named, world_of

RINGS = [
    [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", part)]
    for part in assets()[LAND].content.decode().partition(' d="')[2].split("M")
]


def is_on_land(at: Point) -> bool:
    """Return whether a point is inside of the land, by the even-odd rule."""
    x, y = at
    crossed = 0
    for ring in RINGS:
        for (x1, y1), (x2, y2) in pairwise([*ring, *ring[:1]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossed += 1
    return crossed % 2 == 1


def test_inland_places_are_on_land_and_the_middle_of_oceans_is_not() -> None:
    inland = ("BR", "CD", "CN", "FR", "IN", "KZ", "ML", "MN", "MX", "PL", "PY", "RU", "ZM")
    assert [one for one in inland if not is_on_land(on_map(*CAPITALS[one]))] == []
    at_sea = ((-30.0, 0.0), (-150.0, 20.0), (80.0, -25.0), (-140.0, -40.0))
    assert [one for one in at_sea if is_on_land(on_map(*one))] == []


def test_every_capital_is_a_country_and_on_the_map() -> None:
    assert CAPITALS.keys() - {*COUNTRIES} == set()
    for one in CAPITALS.values():
        x, y = on_map(*one)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_a_country_without_a_capital_here_has_no_line_and_still_flows() -> None:
    flows = (
        Flow(origin="FR", destination="CN", count=3),
        Flow(origin="AQ", destination="CN", count=1),
    )
    world, sankey = world_of(flows), sankey_of(flows)
    assert len(world.arcs) == 1
    assert [(one.name, one.count) for one in sankey.origins] == [("FR", 3), ("AQ", 1)]
    assert [(one.name, one.count) for one in sankey.destinations] == [("CN", 4)]


@pytest.mark.parametrize("many", [3, 30])
def test_flows_fill_their_height_and_keep_every_instrument(many: int) -> None:
    flows = [Flow(origin=one, destination="CN", count=1) for one in sorted(CAPITALS)[:many]]
    sankey = sankey_of(flows)
    last = sankey.origins[-1]
    assert sum(one.count for one in sankey.origins) == many
    assert last.y + last.height == pytest.approx(sankey.height, abs=0.1)


def dot(country: str, x: float, y: float, size: float = 4) -> Dot:
    """Give a dot on the map."""
    return Dot(country=country, x=x, y=y, size=size)


def test_names_stand_beside_their_dots_and_at_the_edge_before_them() -> None:
    west, east = labels_of([dot("CL", 100, 200), dot("NZ", 980, 300)], lambda code: code * 3)
    assert (west.before, west.x) == (False, 108)
    assert (east.before, east.x) == (True, 972)


def test_no_name_lies_over_another_or_over_a_dot_and_the_largest_goes_first() -> None:
    dots = [dot("CZ", 500, 100, 3), dot("DE", 500, 108, 9), dot("PL", 520, 104, 3)]
    labels = labels_of(dots, lambda code: code * 4)
    assert [(one.text, one.before) for one in labels] == [
        ("DEDEDEDE", True),
        ("PLPLPLPL", False),
    ]


def test_a_long_name_is_left_out_and_a_chinese_one_is_twice_as_wide() -> None:
    names = {"AE": "United Arab Emirates of old", "CN": "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 6}
    beside = [dot("CN", 400, 200), dot("FR", 410 + 6 * LETTER, 200)]
    assert labels_of([dot("AE", 500, 100)], names.__getitem__) == ()
    found = labels_of(beside, lambda code: names.get(code, code))
    assert [(one.text, one.before) for one in found] == [(names["CN"], True), ("FR", False)]


def test_a_route_that_is_told_takes_the_place_of_what_is_known_of_it_by_name() -> None:
    told = [Flow(origin="FR", destination="CN", count=5)]
    named = [
        Flow(origin="FR", destination="CN", count=2),
        Flow(origin="KE", destination="CN", count=1),
    ]
    assert with_named(told, named) == (told[0], named[1])
