"""Two publications, held against each other, tell of nobody: who subtracts finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.figures.cells import TOTAL, Cell, Counted, Place, change_of, table_of, together
from projections.figures.keeping import Judged, Recalled
from projections.figures.suppression import Suppression

POLICY = Suppression()
SIDES = tuple("abcdefghij")
Table = Mapping[Place, Cell]


@st.composite
def days(draw: st.DrawFn, most: int = 4) -> list[list[Counted]]:
    """Return what there is to count on some days: things come, go, and change."""
    pairs = st.lists(st.sampled_from(SIDES), min_size=2, max_size=2, unique=True)
    one = st.builds(
        Counted,
        place=st.tuples(st.sampled_from("xy"), st.sampled_from("pq")),
        deal=st.just("deal"),
        contributor=pairs.map(lambda pair: tuple(sorted(pair))),
        amount=st.sampled_from([Decimal(n) for n in (0, 1, 2, 5, 40)]),
    )
    things = draw(st.lists(one, min_size=8, max_size=30))
    found = [things]
    for _ in range(draw(st.integers(1, most - 1))):
        gone = draw(st.sets(st.integers(0, len(things) - 1), max_size=4))
        kept = [thing for number, thing in enumerate(things) if number not in gone]
        things = kept + draw(st.lists(one, min_size=1, max_size=6))
        found.append(things)
    return found


class Told:
    """A publication: the tables as they are, and what was kept back."""

    def __init__(self, table: Table, kept: frozenset[Place]) -> None:
        self.table = table
        self.kept = kept

    def tells(self, place: Place) -> bool:
        """Return whether a reader knows the cell; an empty one is told as zero."""
        return place not in self.kept

    def cell(self, place: Place) -> Cell:
        """Return the cell."""
        return self.table.get(place, Cell())


def publications(found: Sequence[Sequence[Counted]]) -> list[Told]:
    """Publish day after day, each with all in mind that were before."""
    told: list[Told] = []
    for things in found:
        earlier = []
        for one in told:
            recalled = Recalled(POLICY, {"table": one.kept})
            recalled.left_out("table", one.table)
            earlier.append(recalled)
        table = table_of(things)
        told.append(Told(table, Judged(POLICY, earlier).left_out("table", table)))
    return told


def subtracted(one: Told, other: Told) -> Iterator[Cell]:
    """Yield what an attacker gets by subtraction: cells, and margins less what is known of both."""
    places = sorted({*one.table, *other.table})
    both = [place for place in places if one.tells(place) and other.tells(place)]
    yield from (change_of(one.cell(place), other.cell(place)) for place in both)
    for margin in both:
        line = [place for place in places if _is_inside(place, margin)]
        unknown = [place for place in line if place not in both]
        yield change_of(
            together(one.cell(place) for place in unknown),
            together(other.cell(place) for place in unknown),
        )


def _is_inside(place: Place, margin: Place) -> bool:
    if margin[0] == TOTAL:
        return place[1] == margin[1] and place[0] != TOTAL
    return margin[1] == TOTAL and place[0] == margin[0] and place[1] != TOTAL


@given(days())
@settings(max_examples=150, deadline=None)
def test_no_difference_of_two_publications_tells_of_one_principal(
    found: list[list[Counted]],
) -> None:
    for one, other in combinations(publications(found), 2):
        assert [cell for cell in subtracted(one, other) if POLICY.is_sensitive(cell)] == []


def spread(*pairs: str, amount: int = 10) -> list[Counted]:
    """Return deals of these sides in one cell each."""
    return [
        Counted(place=("x", TOTAL), deal=pair, contributor=tuple(pair), amount=Decimal(amount))
        for pair in pairs
    ]


BEFORE = spread("ab", "cd", "ef", "gh")


def test_the_attacker_does_find_one_deal_in_publications_that_know_nothing_of_each_other() -> None:
    tables = [table_of(BEFORE), table_of(BEFORE + spread("ij", amount=11))]
    assert all(POLICY.left_out("table", table) == frozenset() for table in tables)
    naive = [Told(table, frozenset()) for table in tables]
    assert [cell.total for cell in subtracted(*naive) if POLICY.is_sensitive(cell)] == [11, 11]


def test_a_number_is_held_until_enough_has_changed() -> None:
    one, two, three = spread("ij", amount=11), spread("kl", amount=12), spread("mn", amount=13)
    told = publications([BEFORE, BEFORE + one, BEFORE + one + two, BEFORE + one + two + three])
    assert [one.tells((TOTAL, TOTAL)) for one in told] == [True, False, False, True]


def test_a_change_of_what_one_side_is_in_alone_is_held_however_many_deals_it_has() -> None:
    hub = spread("ij", "ik", "il", "im")
    told = publications([BEFORE, BEFORE + hub])
    assert [one.tells((TOTAL, TOTAL)) for one in told] == [True, False]


def test_what_has_not_changed_is_told_again() -> None:
    told = publications([BEFORE, BEFORE, BEFORE])
    assert [one.kept for one in told] == [frozenset()] * 3


def test_of_a_table_that_was_never_published_everything_is_kept() -> None:
    recalled = Recalled(POLICY, {})
    table = table_of(BEFORE)
    assert recalled.left_out("table", table) == frozenset(table)
    assert recalled.earlier("table") is None
