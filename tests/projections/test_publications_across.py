"""Figures that count the same deals in different ways tell of nobody together, on no two days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from projections.figures.across import Told, rest_of
from projections.figures.cells import TOTAL, Cell, Counted, Place, cell_of, table_of
from projections.figures.keeping import Judged, Recalled
from projections.figures.suppression import Suppression

POLICY: Final = Suppression()
SIDES: Final = tuple("abcdefghij")
WAYS: Final = {"stage": "xyz", "reason": "pq"}
"""Two figures: each counts a part of the deals, in a line of its own."""


def deal(number: int, pair: tuple[str, ...], stage: str, reason: str) -> dict[str, Counted]:
    """Return a deal as each of the figures counts it; a figure passes over what has no place."""
    places = {"stage": stage, "reason": reason}
    return {
        figure: Counted(place=(place, TOTAL), deal=f"d{number}", contributor=tuple(sorted(pair)))
        for figure, place in places.items()
        if place
    }


@st.composite
def days(draw: st.DrawFn) -> list[list[dict[str, Counted]]]:
    """Return what there is to count on two days: deals come, and move on."""
    pair = st.lists(st.sampled_from(SIDES), min_size=2, max_size=2, unique=True).map(tuple)
    places = st.tuples(st.sampled_from(("x", "y", "z")), st.sampled_from(("", "p", "q")))
    first = [deal(number, draw(pair), *draw(places)) for number in range(draw(st.integers(6, 24)))]
    more = range(len(first), len(first) + draw(st.integers(0, 6)))
    return [first, [*first, *(deal(number, draw(pair), *draw(places)) for number in more)]]


def published(
    found: Sequence[Sequence[Mapping[str, Counted]]],
) -> Iterator[tuple[str, Judged]]:
    """Publish day after day, a figure after the other, each with all in mind that was told."""
    earlier: dict[str, list[Recalled]] = {figure: [] for figure in WAYS}
    for deals in found:
        today: dict[str, Judged] = {}
        for figure in WAYS:
            elsewhere = [one for name in WAYS if name != figure for one in earlier[name]]
            told = [cell for one in (*today.values(), *elsewhere) for cell in one.told()]
            today[figure] = Judged(POLICY, earlier[figure], told)
            today[figure].left_out(figure, table_of(one[figure] for one in deals if figure in one))
        for figure, judged in today.items():
            recalled = Recalled(POLICY, judged.kept)
            recalled.left_out(figure, table_of(one[figure] for one in deals if figure in one))
            earlier[figure].append(recalled)
            yield figure, judged


@settings(max_examples=150)
@given(days())
def test_who_takes_one_figures_number_from_anothers_learns_of_nobody(
    found: list[list[dict[str, Counted]]],
) -> None:
    told = [(figure, list(one.told())) for figure, one in published(found)]
    for (figure, one), (another, other) in product(told, told):
        if figure == another:
            continue  # these are judged as one table, day after day
        for small, large in product(one, other):
            if small.deals and set(small.deals) < set(large.deals):
                assert not POLICY.is_sensitive(rest_of(small, large))


def counted(*pairs: str, place: str = "x", start: int = 0) -> list[Counted]:
    """Return one deal for each pair of sides."""
    return [
        Counted(place=(place, TOTAL), deal=f"d{number}", contributor=tuple(pair))
        for number, pair in enumerate(pairs, start)
    ]


MANY: Final = ("ab", "cd", "ef", "gh", "ij")


def test_a_number_that_would_tell_of_one_deal_beside_another_figures_is_kept() -> None:
    elsewhere = [cell_of(counted(*MANY))]
    table = table_of(counted(*MANY, "kl"))
    assert Judged(POLICY, []).left_out("stage", table) == frozenset()
    assert (TOTAL, TOTAL) in Judged(POLICY, [], elsewhere).left_out("stage", table)


def test_the_same_deals_and_others_altogether_may_be_told_beside_each_other() -> None:
    table = table_of(counted(*MANY))
    for elsewhere in (counted(*MANY), counted(*MANY, start=90), counted(*MANY, *MANY)):
        assert Judged(POLICY, [], [cell_of(elsewhere)]).left_out("stage", table) == frozenset()


def test_numbers_of_the_same_deals_are_told_apart_by_nobody() -> None:
    told = Told([cell_of(counted(*MANY))])
    doubled: Mapping[Place, Cell] = {("x", TOTAL): cell_of([*counted(*MANY), *counted(*MANY)])}
    assert list(told.subtracted(doubled, POLICY)) == []


def of(*amounts: int) -> Cell:
    """Return the cell of a median: one contributor for each amount."""
    return cell_of(
        replace(one, amount=Decimal(amount))
        for one, amount in zip(
            counted(*(chr(65 + n) + chr(97 + n) for n in range(30))), amounts, strict=False
        )
    )


def day_after(before: Cell, *, kept: bool) -> Judged:
    """Return the judgement of a day on whose eve a median was told, or kept."""
    recalled = Recalled(POLICY, {"median of days": frozenset({(TOTAL, TOTAL)} if kept else ())})
    recalled.is_median_kept("days", before)
    return Judged(POLICY, [recalled])


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        (of(*range(1, 11)), False),
        (of(*range(1, 12)), True),
        (of(*range(1, 16)), True),
        (of(*range(1, 17)), False),
        (of(*range(1, 5)), True),
    ],
)
def test_a_median_is_told_again_when_nobody_or_many_have_come(now: Cell, kept: bool) -> None:  # noqa: FBT001 - a case
    assert day_after(of(*range(1, 11)), kept=False).is_median_kept("days", now) == kept


def test_a_median_that_was_kept_is_judged_by_itself() -> None:
    judged = day_after(of(*range(1, 11)), kept=True)
    assert not judged.is_median_kept("days", of(*range(1, 12)))
    assert judged.kept == {"median of days": frozenset()}
