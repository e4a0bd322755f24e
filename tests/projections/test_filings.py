"""Filings and losses as figures count them, and whose turn it is for a step before the signing."""

from __future__ import annotations

import pytest
from in_force import SURVEY, agreement, locked
from locked_deal import AGREED, deal_after
from msgspec.structs import replace
from people import DAY, NOON
from three_sides import ENGAGED

from aggregates.deal.ending.events import DealTerminated, Ground
from aggregates.deal.events import DealEvent
from aggregates.deal.filings.events import (
    FilingDecided,
    FilingEffect,
    FilingLifted,
    FilingRequired,
    FilingSubmitted,
    Outcome,
)
from aggregates.deal.parties.events import Clock, DealExpired, PartyWithdrew
from aggregates.deal.state import Deal
from aggregates.vocabulary import Deadline, Kind
from projections.course.moved import course_of
from projections.course.state import Course
from projections.cut import Cut
from projections.facts import facts_of
from projections.figures.f10_approvals import approvals_and_filings_of, deals_of
from projections.figures.f13_losses import losses_of
from projections.turns.papers import approvals
from projections.turns.turns import turns

REQUIRED = FilingRequired(
    at=NOON,
    filing="filing-1",
    instrument="agreement-1",
    kind="merger_control",
    authority="Competition Bureau",
    effect=FilingEffect.BLOCKING,
    principal="linghai",
    due=Deadline(at=NOON + DAY, zone="Asia/Shanghai"),
    by="official",
)
SUBMITTED = FilingSubmitted(
    at=NOON, filing="filing-1", principal="linghai", submission_sha256="ab" * 32, by="lin-yue"
)
REFUSED = FilingDecided(
    at=NOON + 3 * DAY,
    filing="filing-1",
    outcome=Outcome.REFUSED,
    decision_sha256="cd" * 32,
    reason="Not complete.",
    by="official",
)
GRANTED = replace(REFUSED, outcome=Outcome.GRANTED, reason="")
LIFTED = FilingLifted(at=NOON, filing="filing-1", reason="Not needed.", by="official")
LEFT = PartyWithdrew(
    at=NOON, principal="andes", by="rojas", reason="Another site.", voids=("agreement-1",)
)


def course(*events: DealEvent) -> Course:
    """Return the course of a deal whose letter is executed, and then this."""
    return course_of((one, n) for n, one in enumerate((*ENGAGED, *events), start=1))


def cut(days: int) -> Cut:
    """Return a cut so many days after the filing was required."""
    return Cut(edition="edition-1", position=99, at=NOON + days * DAY, zone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("events", "days", "state"),
    [
        ([REQUIRED], 0, "pending"),
        ([REQUIRED], 1, "overdue"),
        ([REQUIRED, SUBMITTED], 30, "pending"),
        ([REQUIRED, SUBMITTED, REFUSED], 3, "pending"),
        ([REQUIRED, SUBMITTED, REFUSED], 30, "overdue"),
        ([REQUIRED, SUBMITTED, GRANTED], 30, "granted"),
        ([REQUIRED, LIFTED], 30, "lifted"),
    ],
)
def test_a_filing_is_counted_where_it_stands(
    events: list[DealEvent], days: int, state: str
) -> None:
    facts = [facts_of(course(*events))]
    line, whole = approvals_and_filings_of(facts, cut(days)).filings
    counts = {
        name: getattr(line, name).count for name in ("pending", "overdue", "granted", "lifted")
    }
    assert counts == {**dict.fromkeys(counts, 0), state: 1}
    assert (line.authority, whole.total.count) == ("Competition Bureau", 1)
    assert deals_of(facts, cut(days), "filings", "Competition Bureau", state) == ("deal-1",)


def test_a_filing_waits_on_the_side_and_then_on_the_office() -> None:
    required, submitted = course(REQUIRED), course(REQUIRED, SUBMITTED)
    (turn,) = [one for one in turns(required) if one.subject == "filing-1"]
    assert (turn.what, turn.organisation, turn.person) == ("submit_filing", "linghai", "lin-yue")
    assert turn.deadline == REQUIRED.due
    (then,) = [one for one in turns(submitted) if one.subject == "filing-1"]
    assert (then.what, then.organisation, then.role) == ("decide_filing", "", "official")
    assert [one for one in turns(course(REQUIRED, LIFTED)) if one.subject == "filing-1"] == []


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (DealExpired(at=NOON + 5 * DAY, clock=Clock.DEAL, by="system"), "deal_expired"),
        (
            DealTerminated(
                at=NOON,
                ground=Ground.BREACH,
                instrument="",
                notice="notice-1",
                principal="linghai",
                by="lin-yue",
            ),
            "terminated_breach",
        ),
    ],
)
def test_a_loss_is_counted_by_its_reason_and_the_stage_it_was_lost_in(
    event: DealEvent, reason: str
) -> None:
    lost = course(event)
    first, *_ = losses_of([facts_of(lost)], cut(9)).cells
    assert (first.reason, first.stage, first.deals.count) == (reason, "engaged", 1)
    assert lost.loss is not None
    assert lost.loss.position == len(ENGAGED) + 1


def test_a_deal_that_was_left_is_one_of_who_left_it_too() -> None:
    assert facts_of(course_of_agreed(LEFT)).principals == ("andes", "linghai")
    third = replace(LEFT, principal="wisla", voids=())
    assert facts_of(course(third)).principals == ("andes", "linghai")


def test_what_is_counted_as_another_deal_is_lost_once() -> None:
    lost = facts_of(course_of_agreed(LEFT))
    twice = replace(lost, deal="deal-2", repeats=True)
    assert losses_of([lost, twice], cut(9)) == losses_of([lost], cut(9))


def course_of_agreed(*events: DealEvent) -> Course:
    """Return the course of a deal of two sides whose terms are locked, and then this."""
    return course_of((one, n) for n, one in enumerate((*AGREED, *events), start=1))


def asked_by(deal: Deal, instrument: str) -> list[tuple[str, str]]:
    """Return what the locked terms of an instrument ask, of which side."""
    return [(one.what, one.organisation) for one in approvals(deal, deal.instruments[instrument])]


OPEN_IT = [("open_signing", "andes"), ("open_signing", "linghai")]


def test_an_amendment_waits_for_the_approvals_that_the_edition_asks_for() -> None:
    deal = locked(agreement(), Kind.AMENDMENT, "amendment-1", SURVEY)
    assert asked_by(deal, "amendment-1") == OPEN_IT
    asking = replace(deal, policy=replace(deal.policy, approval_kinds=("board",)))
    assert asked_by(asking, "amendment-1") == [
        ("request_approval", "andes"),
        ("request_approval", "linghai"),
    ]


def test_nobody_is_asked_to_open_a_signing_that_a_filing_holds_up() -> None:
    assert asked_by(deal_after(*AGREED), "agreement-1") == OPEN_IT
    assert asked_by(deal_after(*AGREED, REQUIRED), "agreement-1") == []
    assert asked_by(deal_after(*AGREED, REQUIRED, SUBMITTED), "agreement-1") == []
    assert asked_by(deal_after(*AGREED, REQUIRED, SUBMITTED, GRANTED), "agreement-1") == OPEN_IT
    later = replace(REQUIRED, effect=FilingEffect.CONDITION)
    assert asked_by(deal_after(*AGREED, later), "agreement-1") == OPEN_IT
