"""F3 to F7, F15 and F17 of facts that were written by hand, with numbers that were computed so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from projections.cut import Cut
from projections.facts import DealFacts, Execution, LossFact
from projections.figures.cells import TOTAL
from projections.figures.crossed import Crossed, Crossing, crossed_of, deals_of
from projections.figures.f3_industry import INDUSTRY
from projections.figures.f3b_themes import THEMES
from projections.figures.f4_routes import ROUTES
from projections.figures.f4b_origins import ORIGINS
from projections.figures.f4c_delegations import DELEGATIONS
from projections.figures.f5_sizes import SIZES, band_of, band_order, bands
from projections.figures.f6_modes import MODES
from projections.figures.f7_stage import STAGED
from projections.figures.f7b_ceremony import CEREMONY
from projections.figures.f8_funnel import funnel_of
from projections.figures.f15_checks import Checked, checks_of
from projections.figures.f17_quality import alike_of, ground_of, quality_of
from projections.figures.f17_quality import deals_of as deals_with
from projections.figures.industries import section_and_division
from projections.figures.part import Part
from projections.figures.regions import region_of
from projections.figures.suppression import Suppression
from projections.views.health import Health

BEGAN = datetime(2026, 9, 8, 1, tzinfo=UTC)
CUT = Cut(edition="edition-1", position=99, at=BEGAN + timedelta(days=30), zone="Asia/Shanghai")
FIGURES = (*(INDUSTRY, THEMES, ROUTES, ORIGINS, DELEGATIONS, SIZES, MODES, STAGED, CEREMONY),)
LISTS = Lists(
    sessions=(ListEntry(code="day-1", names={"en": "First day"}),),
    items=(
        CeremonyItem(code="item-1", session="day-1", names={"en": "Great works"}),
        CeremonyItem(code="item-2", session="day-1", names={"en": "Ports"}),
    ),
    size_bands=("0.5", "20"),
)


def signed(number: int, amount: str = "", *, kind: str = "agreement", **of: object) -> DealFacts:
    """Return a deal with one executed instrument; its sides are nobody else's."""
    on_stage = bool(of.pop("on_stage", False))
    executed = Execution(
        instrument="main",
        kind=kind,
        tier="contract",
        leading=True,
        amounts={"CNY": amount} if amount else {},
        principals=(f"a-{number}", f"b-{number}"),
        at=BEGAN + timedelta(days=number),
        position=number,
        annulled=bool(of.pop("annulled", False)),
        on_stage=on_stage,
    )
    stands = {"industry": "C27", "mode": "greenfield", "origin": "FR", "destination": "CN-FJ"}
    return DealFacts(
        **{**stands, **of},  # type: ignore[arg-type] # texts of a classification
        deal=f"deal-{number:02}",
        edition="edition-1",
        project=f"project-{number}",
        stage="signed",
        round=1,
        tier="contract",
        direction="inbound",
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


FACTS = (
    signed(1, "99999999.99", theme="energy", delegation="coast", investor_class="fund"),
    signed(
        2,
        "100000000",
        industry="2710",
        destination="CN-ZJ",
        on_stage=True,
        item="item-1",
        theme="energy",
    ),
    signed(3, "1000000000", industry="C", mode="joint_venture", on_stage=True, item="gone"),
    signed(4, "", industry="D35", origin="DE", ultimate_origin="US", item="item-2"),
    signed(5, "25000000000", industry="A01", origin="KE"),
    signed(6, "7", annulled=True),
    signed(7, "7", kind="nda"),
)


def told(found: Crossed) -> dict[tuple[str, str], tuple[int | None, Decimal | None]]:
    return {(c.row, c.column): (c.executed.count, c.executed.total) for c in found.cells}


def asked(crossing: Crossing, part: Part | None = None) -> Crossed:
    return crossed_of(FACTS, crossing, CUT, "CNY", part=part or Part())


def test_industries_are_counted_by_section_and_division() -> None:
    found = told(asked(INDUSTRY))
    assert found["C", TOTAL] == (3, Decimal("1199999999.99"))
    assert found["C", "C27"] == (2, Decimal("199999999.99"))
    assert found["C", "C?"] == (1, Decimal(1000000000))
    assert found["D", "D35"] == (1, Decimal(0))
    assert found[TOTAL, TOTAL] == (5, Decimal("26199999999.99"))


def test_routes_lead_from_origins_to_destinations() -> None:
    found = told(asked(ROUTES))
    assert found["FR", "CN-FJ"] == (2, Decimal("1099999999.99"))
    assert (found["FR", TOTAL][0], found[TOTAL, "CN-FJ"][0], found[TOTAL, "CN-ZJ"][0]) == (3, 4, 1)


def test_a_band_has_its_lower_end_and_not_its_upper_one() -> None:
    counts = {row: count for (row, _), (count, _) in told(asked(SIZES)).items()}
    assert counts == {"0-0.1": 1, "0.1-1": 1, "1-2": 1, "10-": 1, "unknown": 1, TOTAL: 5}
    assert band_of(Decimal(-1), ("0.1", "1")) == "0-0.1"


def test_an_edition_decides_where_bands_begin() -> None:
    found = crossed_of(FACTS, SIZES, CUT, "CNY", lists=LISTS)
    counts = {row: count for (row, _), (count, _) in told(found).items()}
    assert counts == {"0-0.5": 2, "0.5-20": 1, "20-": 1, "unknown": 1, TOTAL: 5}
    assert bands(LISTS.size_bands) == ("0-0.5", "0.5-20", "20-", "unknown")
    assert sorted(counts, key=band_order) == [*bands(LISTS.size_bands), TOTAL]
    deals = deals_of(FACTS, SIZES, CUT, tier="contract", row="20-", currency="CNY", lists=LISTS)
    assert deals == ("deal-05",)


def test_modes_and_the_stage_are_counted() -> None:
    modes = {at: n for at, (n, _) in told(asked(MODES)).items() if TOTAL in at}
    assert modes == {
        ("greenfield", TOTAL): 4,
        ("joint_venture", TOTAL): 1,
        (TOTAL, "fund"): 1,
        (TOTAL, "unknown"): 4,
        (TOTAL, TOTAL): 5,
    }
    stage = {row: n for (row, _), (n, _) in told(asked(STAGED)).items()}
    assert stage == {"on_stage": 2, "off_stage": 3, TOTAL: 5}


def test_themes_delegations_and_ultimate_origins_are_counted() -> None:
    themes = told(asked(THEMES))
    assert themes["energy", "coast"] == (1, Decimal("99999999.99"))
    assert (themes["energy", TOTAL][0], themes["unknown", "unknown"][0]) == (2, 3)
    origins = told(asked(ORIGINS))
    assert (origins["US", "CN-FJ"][0], origins["unknown", TOTAL][0]) == (1, 4)
    league = told(asked(DELEGATIONS))
    assert (league["coast", "europe"][0], league["unknown", "africa"][0]) == (1, 1)


def test_a_ceremony_is_counted_by_session_and_item() -> None:
    found = told(crossed_of(FACTS, CEREMONY, CUT, "CNY", lists=LISTS))
    assert {place: count for place, (count, _) in found.items() if TOTAL not in place} == {
        ("day-1", "item-1"): 1,
        ("unknown", "unknown"): 1,
        ("off_stage", "off_stage"): 3,
    }


@pytest.mark.parametrize("crossing", FIGURES)
def test_every_table_adds_up_to_the_same_total(crossing: Crossing) -> None:
    found = told(crossed_of(FACTS, crossing, CUT, "CNY", lists=LISTS))
    inner = [n or 0 for place, (n, _) in found.items() if TOTAL not in place]
    rows = [n or 0 for (row, column), (n, _) in found.items() if row != TOTAL and column == TOTAL]
    assert sum(rows) == found[TOTAL, TOTAL][0] == 5
    assert not inner or sum(inner) == 5
    assert found[TOTAL, TOTAL][1] == Decimal("26199999999.99")


def test_a_deal_that_repeats_another_is_counted_there() -> None:
    twice = (*FACTS, replace(FACTS[0], deal="deal-09", repeats=True))
    assert crossed_of(twice, INDUSTRY, CUT, "CNY") == asked(INDUSTRY)


def test_the_funnel_counts_what_the_headline_does_and_a_deal_once() -> None:
    reached = {"signed": BEGAN}
    facts = [replace(one, reached=reached) for one in FACTS[:2]]
    twice = [*facts, replace(facts[0], deal="deal-09", repeats=True)]
    assert funnel_of(twice, CUT) == funnel_of(facts, CUT)
    assert [one.reached for one in funnel_of(twice, CUT).steps if one.step == "signed"] == [2]


@pytest.mark.parametrize(
    ("part", "count"),
    [
        (Part(region="europe"), 4),
        (Part(region="africa"), 1),
        (Part(industry="C"), 3),
        (Part(industry="C27"), 2),
        (Part(industry="35"), 1),
        (Part(destination="CN"), 5),
        (Part(day="2026-09-09"), 1),
        (Part(day="2026"), 5),
        (Part(day="2025"), 0),
        (Part(mode="joint_venture", origin="FR"), 1),
        (Part(tier="framework"), 0),
    ],
)
def test_a_part_of_the_instruments_is_counted(part: Part, count: int) -> None:
    found = told(asked(MODES, part))
    assert found.get((TOTAL, TOTAL), (0, None))[0] == count


def test_every_number_leads_to_its_deals() -> None:
    found = deals_of(FACTS, SIZES, CUT, tier="contract", row="10-", currency="CNY")
    assert found == ("deal-05",)
    assert len(deals_of(FACTS, SIZES, CUT, tier="contract", row=TOTAL)) == 5
    found = deals_of(FACTS, THEMES, CUT, tier="contract", row="energy", column="coast")
    assert found == ("deal-01",)
    assert len(deals_of(FACTS, MODES, CUT, tier="contract", column="unknown")) == 4
    part = Part(industry="C27")
    assert deals_of(FACTS, INDUSTRY, CUT, tier="contract", part=part) == ("deal-01", "deal-02")


@pytest.mark.parametrize("crossing", FIGURES)
def test_what_is_published_tells_no_amount_and_no_small_cell(crossing: Crossing) -> None:
    cells = crossed_of(FACTS, crossing, CUT, "CNY", Suppression()).cells
    assert {(one.executed.total, one.executed.without_amount) for one in cells} == {(None, None)}
    assert all(one.executed.count is None or one.executed.count >= 3 for one in cells)


def test_where_the_total_is_left_out_nothing_of_the_table_is_told() -> None:
    cells = crossed_of(FACTS[:2], MODES, CUT, "CNY", Suppression()).cells
    assert {one.executed.count for one in cells} == {None}


def test_codes_say_section_and_division() -> None:
    codes = ("C2732", "27", "C", "0111", "99", "")
    assert [section_and_division(code) for code in codes] == [
        *(("C", "27"), ("C", "27"), ("C", "?")),
        *(("A", "01"), ("U", "99"), ("?", "?")),
    ]


def test_countries_are_in_one_region_each() -> None:
    assert [region_of(code) for code in ("KE", "BR", "CN", "FR", "NZ", "AQ")] == [
        *("africa", "americas", "asia", "europe", "oceania", "other")
    ]


def test_checks_are_counted_by_means_and_verdict() -> None:
    found = checks_of(
        [
            Checked(edition="edition-1", means="file", verdict="valid", count=5),
            Checked(edition="", means="file", verdict="not_valid", count=2),
            Checked(edition="", means="digest", verdict="unknown", count=3),
        ],
        CUT,
    )
    lines = [(one.means, one.verdict, one.edition, one.elsewhere) for one in found.lines]
    assert lines == [
        ("file", "valid", 5, 0),
        ("file", "not_valid", 0, 2),
        ("digest", "unknown", 0, 3),
    ]
    assert found.total == 10


def stands(deal: str, idle_days: int) -> Health:
    return Health(
        deal=deal,
        edition="edition-1",
        stage="negotiating",
        round=1,
        principals=("a", "b"),
        leads=(),
        waiting_on=(),
        rows=0,
        open_rows=0,
        reserved_rows=0,
        offers=0,
        counters=0,
        moved_at=CUT.at - timedelta(days=idle_days),
        offer_expires_at=None,
        expires_at=CUT.at,
        stopped_at=None,
    )


def test_the_quality_of_the_data_names_each_deal_to_look_at() -> None:

    same = replace(FACTS[0], deal="deal-08")
    lost = replace(FACTS[4], loss=LossFact(stage="intent", reason="declined", at=BEGAN))
    facts = (*FACTS[:3], same, lost, replace(FACTS[3], mode="barter"))
    ground = ground_of(facts, [stands("deal-02", 15), stands("deal-03", 14)], CUT)
    assert deals_with(ground, "unclassified") == ("deal-03", "deal-04")
    assert deals_with(ground, "duplicates") == ("deal-01", "deal-08")
    assert deals_with(ground, "stale") == ("deal-02",)
    assert deals_with(ground, "unattributed") == ("deal-03",)
    assert len(deals_with(ground)) == 5
    found = quality_of(ground)
    assert (found.deals.count, [one.deals.count for one in found.issues]) == (5, [2, 1, 2, 1])
    assert quality_of(ground, Suppression()).issues[3].deals.left_out


def test_deals_that_were_judged_are_no_suspects() -> None:
    one, other = FACTS[0], replace(FACTS[0], deal="deal-08")
    third = replace(FACTS[0], deal="deal-09")
    assert alike_of((one, other)) == {"deal-01": ("deal-08",), "deal-08": ("deal-01",)}
    assert alike_of((one, replace(other, repeats=True))) == {}
    apart = replace(one, distinct_from=("deal-08",)), replace(other, distinct_from=("deal-01",))
    assert alike_of(apart) == {}
    assert alike_of((*apart, third))["deal-01"] == ("deal-09",)
