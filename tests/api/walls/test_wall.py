"""What a wall tells of single contracts: routes of those listed by name, of the others how many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from aggregates.edition.lists import Lists
from api.walls.wall import Beside, Figures, Recent, Route, Shown, figures_of
from projections.cut import Cut
from projections.facts import DealFacts, Execution
from projections.views.listed import Listed

BEGAN = datetime(2026, 9, 8, 1, tzinfo=UTC)
CUT = Cut(edition="edition-1", position=99, at=BEGAN + timedelta(days=30), zone="Asia/Shanghai")
TITLE = "Glasshouse by the river"
CHINESE = "河畔玻璃屋"


def signed(number: int, tier: str = "contract", origin: str = "FR") -> DealFacts:
    """Return a deal that was signed on its day, towards Fujian."""
    kind = {"contract": "agreement", "intention": "letter_of_intent"}[tier]
    executed = Execution(
        instrument="main",
        kind=kind,
        tier=tier,
        leading=True,
        amounts={"CNY": "700"},
        principals=(f"a-{number}", f"b-{number}"),
        at=BEGAN + timedelta(days=number),
        position=number,
        annulled=False,
        on_stage=False,
    )
    return DealFacts(
        deal=f"deal-{number}",
        edition="edition-1",
        project=f"project-{number}",
        stage="signed",
        round=1,
        tier=tier,
        direction="inbound",
        mode="greenfield",
        industry="C27",
        origin=origin,
        destination="CN-FJ",
        principals=executed.principals,
        opened_at=BEGAN,
        stage_since=BEGAN,
        stopped_at=None,
        reached={},
        executions=(executed,),
        approvals=(),
        filings=(),
        loss=None,
    )


def listed(number: int, *, named: bool = True, tier: str = "contract") -> Listed:
    """Return what is listed of such a deal: with its name, or with its amount alone."""
    return Listed(
        deal=f"deal-{number}",
        instrument="main",
        edition="edition-1",
        tier=tier,
        title=TITLE if named else None,
        titles={"zh-Hans": CHINESE} if named else {},
        sides=("Aster", "Linghai") if named else None,
        amount=None if named else Decimal(700),
        currency=None if named else "CNY",
        executed_at=None,
    )


def wall(facts: list[DealFacts], *told: Listed, shown: Shown = "live") -> Figures:
    """Return the figures of a wall that everybody sees."""
    return figures_of(facts, CUT, "CNY", shown, {}, Beside(lists=Lists(), listed=told))


def test_routes_by_name_are_those_of_contracts_whose_sides_are_named() -> None:
    facts = [signed(1), signed(2, origin="KE"), signed(3), signed(4, "intention", "DE")]
    told = (listed(1), listed(2, named=False), listed(3), listed(4, tier="intention"))
    assert wall(facts, *told).named == (Route(origin="FR", destination="CN", count=2),)


def test_a_deal_of_which_nobody_knows_from_where_it_is_has_no_route() -> None:
    assert wall([signed(1, origin="")], listed(1)).named == ()


def test_those_of_which_only_the_tier_is_told_stand_as_one_in_a_row() -> None:
    facts = [signed(5), signed(4), signed(3), signed(2, "intention"), signed(1)]
    sides, titles = ("Aster", "Linghai"), {"zh-Hans": CHINESE}
    named = Recent(tier="contract", title=TITLE, titles=titles, sides=sides)
    assert wall(facts, listed(3)).recent == (
        Recent(tier="contract", count=2),
        named,
        Recent(tier="intention"),
        Recent(tier="contract"),
    )


def test_two_that_are_told_of_alike_stand_each_by_itself() -> None:
    recent = wall([signed(2), signed(1)], listed(2), listed(1)).recent
    assert [(one.title, one.count) for one in recent] == [(TITLE, 1), (TITLE, 1)]


def test_who_sees_every_deal_is_told_of_each() -> None:
    recent = wall([signed(number) for number in range(1, 9)], shown="everything").recent
    assert [one.deal for one in recent] == [f"deal-{number}" for number in range(8, 2, -1)]


@pytest.mark.parametrize("shown", ["everything", "live"])
def test_what_is_counted_elsewhere_is_not_told_of_once_more(shown: Shown) -> None:
    facts = [signed(1), replace(signed(2), repeats=True)]
    found = wall(facts, shown=shown)
    assert sum(one.count for one in found.recent) == 1
    assert found.headline.tiers[-1].executed.count == 1
