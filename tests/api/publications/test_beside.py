"""Sums beside agreements that are listed by name: what is left of them tells of nobody either."""

from __future__ import annotations

from decimal import Decimal

from aggregates.vocabulary import Money
from api.packs.contents import Agreement
from api.publications.beside import Beside, known_amounts
from projections.figures.cells import TOTAL, Counted, Place, table_of
from projections.figures.executed import UNKNOWN, Pledge

ALL: Place = (TOTAL, TOTAL)
NOTHING = {"contract": frozenset[Place]()}


def pledge(sides: str, amount: int = 10) -> Pledge:
    """Return a contract between two sides, each a letter."""
    return Pledge(
        deal=sides,
        tier="contract",
        direction="inbound",
        mode="greenfield",
        industry="C27",
        origin="FR",
        destination="CN-FJ",
        project="project-1",
        theme=UNKNOWN,
        delegation=UNKNOWN,
        ultimate_origin=UNKNOWN,
        investor_class=UNKNOWN,
        item=UNKNOWN,
        contributor=tuple(sides),
        day="2026-09-08",
        on_stage=False,
        amount=Decimal(amount),
    )


def listed(one: Pledge, *, amount: bool = True) -> Agreement:
    """Return how a publication lists it."""
    told = Money(amount=str(one.amount), currency="CNY") if amount else None
    return Agreement(deal=one.deal, tier=one.tier, name=None, amount=told, executed_at=None)


def left_out(found: list[Pledge], agreements: list[Agreement]) -> frozenset[Place]:
    """Return what is kept back of a table of these beside what is listed."""
    cells = table_of(
        Counted(
            place=("2026", one.direction),
            deal=one.deal,
            contributor=one.contributor,
            amount=one.amount or Decimal(0),
        )
        for one in found
    )
    return Beside(NOTHING, known_amounts(agreements, found)).left_out("contract", cells)


FOUR = [pledge("ab"), pledge("cd"), pledge("ef"), pledge("gh")]


def test_where_nothing_is_listed_nothing_more_is_kept_back() -> None:
    assert left_out(FOUR, []) == frozenset()


def test_a_sum_is_kept_back_where_what_is_listed_leaves_few() -> None:
    assert ALL in left_out(FOUR, [listed(FOUR[0]), listed(FOUR[1])])


def test_it_is_told_where_what_is_left_still_tells_of_nobody() -> None:
    assert left_out([*FOUR, pledge("ij")], [listed(FOUR[0])]) == frozenset()


def test_it_is_told_where_everything_is_listed() -> None:
    assert left_out(FOUR, [listed(one) for one in FOUR]) == frozenset()


def test_who_is_listed_without_an_amount_tells_nothing_of_the_others() -> None:
    assert left_out(FOUR, [listed(one, amount=False) for one in FOUR[:3]]) == frozenset()


def test_of_two_of_a_deal_and_a_tier_one_that_is_listed_is_not_known_apart() -> None:
    twice = [*FOUR, FOUR[0]]
    assert known_amounts([listed(FOUR[0])], twice) == ()
    assert len(known_amounts([listed(FOUR[0]), listed(FOUR[0])], twice)) == 2


def test_what_was_kept_back_stays_so_and_what_is_shown_has_neither() -> None:
    cells = table_of(
        Counted(place=("2026", "inbound"), deal=one.deal, contributor=one.contributor)
        for one in FOUR
    )
    beside = Beside({"contract": frozenset({ALL})}, ())
    assert beside.left_out("contract", cells) == {ALL}
    assert ALL not in dict(beside.shown())["contract"]
