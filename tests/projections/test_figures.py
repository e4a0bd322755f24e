"""Every figure equals what an export of the deals up to the same position gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache

import figure_reference as reference
import pytest
from filed_deal import GRANTED, REQUIRED, SUBMITTED, WAITING, WITH_FILING
from msgspec.structs import replace
from shelf import Placed, courses, named, shared
from walks import walks

from aggregates.deal.events import DealEvent
from aggregates.deal.filings.events import FilingLifted, Outcome
from aggregates.deal.parties.events import Clock, DealExpired, Direction
from projections.cut import Cut
from projections.facts import DealFacts, facts_of
from projections.figures import (
    f1_headline,
    f2_direction,
    f8_funnel,
    f9_health,
    f10_approvals,
    f13_losses,
)
from projections.figures.suppression import Suppression
from projections.views.health import Health, health_of

CURRENCY = "CNY"
OTHER_OFFICE = replace(REQUIRED, filing="F-2", authority="Competition Bureau")
REFUSED = replace(GRANTED, outcome=Outcome.REFUSED, reason="Not complete.")
LIFTED = FilingLifted(at=GRANTED.at, filing="F-2", reason="Not needed.", by="he-jing")
FILED: dict[str, Sequence[DealEvent]] = {
    "filed-required": (*WITH_FILING, OTHER_OFFICE),
    "filed-waiting": WAITING,
    "filed-granted": (*WAITING, GRANTED),
    "filed-refused": (*WAITING, REFUSED, OTHER_OFFICE),
    "filed-again": (*WAITING, REFUSED, replace(SUBMITTED, at=REFUSED.at)),
    "filed-lifted": (*WITH_FILING, OTHER_OFFICE, SUBMITTED, LIFTED),
    "filed-lost": (*WITH_FILING, DealExpired(at=GRANTED.at, clock=Clock.DEAL, by="system")),
}
"""Deals of which an authority is asked something: the walks come to that too seldom."""
POLICY = Suppression()
PARTS = 18


@cache
def log() -> tuple[Placed, ...]:
    """Return the deals of two walks in one log."""
    found = [*walks(1), *walks(2)]
    ways = [list(Direction)[number % 3] for number in range(len(found))]
    deals = {
        f"deal-{number:02}": named(events, f"deal-{number:02}", way)
        for number, (events, way) in enumerate(zip(found, ways, strict=True))
    }
    filings = {name: named(events, name) for name, events in FILED.items()}
    return tuple(shared({**deals, **filings}))


@pytest.fixture(params=[1, 2, 5, *(f"part {number}" for number in range(1, PARTS)), "last"])
def position(request: pytest.FixtureRequest) -> int:
    """Return positions all over the log, which is played when the first of them is asked for."""
    asked: int | str = request.param
    if isinstance(asked, int):
        return asked
    last = log()[-1].position
    return last if asked == "last" else last * int(asked.removeprefix("part ")) // PARTS


@cache
def facts_at(position: int) -> tuple[DealFacts, ...]:
    """Return the facts of every deal at a position."""
    return tuple(facts_of(one) for one in courses(log()[:position]).values())


@cache
def health_at(position: int) -> tuple[Health, ...]:
    """Return how the deals under way stand at a position."""
    found = (health_of(one) for one in courses(log()[:position]).values())
    return tuple(one for one in found if one is not None)


def cut_at(position: int) -> Cut:
    """Return the cut at a position."""
    at = max(one.event.at for one in log()[:position]) + timedelta(days=1)
    return Cut(edition="edition-1", position=position, at=at, zone="Asia/Shanghai")


@pytest.mark.parametrize("currency", ["CNY", "EUR", "USD"])
def test_the_headline_is_that_of_an_export(position: int, currency: str) -> None:
    found = f1_headline.headline_of(facts_at(position), cut_at(position), currency)
    told = reference.until(log(), position)
    for line in found.tiers:
        every = reference.pledged(told, line.tier)
        inbound = reference.pledged(told, line.tier, "inbound")
        assert (line.executed.count, line.executed.total) == reference.summed(every, currency)
        assert (line.inbound.count, line.inbound.total) == reference.summed(inbound, currency)
        assert line.median == reference.middle(every, currency)


def test_directions_are_those_of_an_export_and_add_up(position: int) -> None:
    found = f2_direction.direction_of(facts_at(position), cut_at(position), CURRENCY)
    told = reference.until(log(), position)
    for line in found.lines:
        if line.year is None:
            for name in ("inbound", "outbound", "domestic"):
                cell = getattr(line, name)
                of = reference.pledged(told, line.tier, name)
                assert (cell.count, cell.total) == reference.summed(of, CURRENCY)
        parts = (line.inbound, line.outbound, line.domestic)
        assert sum(one.count or 0 for one in parts) == line.total.count
        assert sum((one.total or Decimal(0) for one in parts), Decimal(0)) == line.total.total


def test_the_funnel_is_that_of_an_export(position: int) -> None:
    steps = f8_funnel.funnel_of(facts_at(position), cut_at(position)).steps
    told = reference.until(log(), position)
    assert [one.reached for one in steps] == reference.came(told, f8_funnel.STEPS)
    for one, before in zip(steps[1:], f8_funnel.STEPS, strict=False):
        assert one.median_days == reference.days_between(told, before, one.step)


def test_the_health_of_negotiations_is_that_of_an_export(position: int) -> None:
    cut = cut_at(position)
    found = f9_health.health_of(health_at(position), cut)
    told = reference.under_way(reference.until(log(), position))
    assert found.deals.count == len(told)
    assert found.open_clauses == sum(map(reference.open_rows, told))
    idle = sorted((cut.at - one.moved_at).days for one in told if one.moved_at)
    assert Counter(f9_health.idle_days(one, cut) for one in health_at(position)) == Counter(idle)
    assert sum(band.deals.count or 0 for band in found.idle) == len(told)


def test_approvals_are_those_of_an_export(position: int) -> None:
    found = f10_approvals.approvals_and_filings_of(facts_at(position), cut_at(position))
    expected = reference.awaited(reference.until(log(), position))
    for line in found.approvals[:-1]:
        assert line.pending.count == expected[line.authority, "pending"]
        assert line.granted.count == expected[line.authority, "granted"]
    assert found.approvals[-1].total.count == expected.total()


def test_filings_are_those_of_an_export(position: int) -> None:
    cut = cut_at(position)
    found = f10_approvals.approvals_and_filings_of(facts_at(position), cut)
    expected = reference.filed(reference.until(log(), position), cut.at)
    for line in found.filings[:-1]:
        for state in f10_approvals.STATES:
            assert getattr(line, state).count == expected[line.authority, state]
    assert found.filings[-1].total.count == expected.total()


def test_the_deals_with_filings_come_to_each_state() -> None:
    last = log()[-1].position
    found = f10_approvals.approvals_and_filings_of(facts_at(last), cut_at(last)).filings
    assert {line.authority for line in found} >= {"Bureau of Commerce", "Competition Bureau"}
    total = found[-1]
    assert all((total.pending.count, total.overdue.count, total.granted.count, total.lifted.count))


def test_losses_are_those_of_an_export(position: int) -> None:
    found = f13_losses.losses_of(facts_at(position), cut_at(position))
    expected = reference.lost(reference.until(log(), position))
    by_stage: Counter[str] = Counter()
    for (_, stage), count in expected.items():
        by_stage[stage] += count
    told = {one.stage: one.deals.count for one in found.cells if one.reason == "total"}
    assert told == {**by_stage, "total": expected.total()}


def test_every_number_leads_to_the_deals_that_make_it() -> None:
    last = log()[-1].position
    facts, cut = facts_at(last), cut_at(last)
    for cell in f13_losses.losses_of(facts, cut).cells:
        reason = None if cell.reason == "total" else cell.reason
        stage = None if cell.stage == "total" else cell.stage
        assert len(f13_losses.deals_of(facts, reason, stage)) == cell.deals.count
    for step in f8_funnel.funnel_of(facts, cut).steps:
        assert len(f8_funnel.deals_of(facts, step.step)) == step.reached
        assert len(f8_funnel.deals_of(facts, step.step, "staying")) == step.staying
    for band in f9_health.health_of(health_at(last), cut).idle:
        assert len(f9_health.deals_of(health_at(last), cut, idle=band.name)) == band.deals.count


def test_few_deals_between_the_same_sides_are_not_told() -> None:
    last = log()[-1].position
    found = f1_headline.headline_of(facts_at(last), cut_at(last), CURRENCY, POLICY)
    assert {line.executed.total for line in found.tiers if line.executed.total} == set()
    funnel = f8_funnel.funnel_of(facts_at(last), cut_at(last), keeping=POLICY)
    assert None in {step.reached for step in funnel.steps}
