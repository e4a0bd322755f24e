"""A signed deal of two sides, what they have agreed to do under it, and what is done."""

from __future__ import annotations

from locked_deal import FRAME, JOINED, LOCKED, OPENED, SCOPE, TABLED, TERMS, pdf
from msgspec.structs import replace
from people import NOON

from aggregates.deal.performance.events import (
    ContributionReported,
    DealEffective,
    MilestoneReported,
    ScheduleAgreed,
    ScheduleConfirmed,
    ScheduleProposed,
)
from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Landing,
    Milestone,
    Schedule,
    schedule_sha256,
)
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.vocabulary import Clause, ClauseText, Day, Money, Wording

CAPITAL = Clause(
    id="capital",
    values={
        "registered_capital": Money(amount="480000000", currency="CNY"),
        "first_due": Day(value="2027-03-31"),
    },
    texts={"en": ClauseText(title="Capital", body="CNY 480,000,000 are paid by 31 March 2027.")},
)
SIGNED = (
    OPENED,
    JOINED,
    replace(
        TABLED,
        frame=replace(FRAME, clause_ids=("scope", "capital")),
        clauses=(SCOPE, CAPITAL),
    ),
    LOCKED,
    InstrumentExecuted(at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)),
)


def cny(amount: str) -> Money:
    """Return ``amount`` in the clause's currency."""
    return Money(amount=amount, currency="CNY")


def condition(name: str, *waivable_by: str) -> Condition:
    """Return a condition that is in the favour of ``waivable_by``."""
    return Condition(
        id=name,
        instrument="agreement-1",
        clause="scope",
        title=Wording(texts={"en": name}),
        waivable_by=waivable_by,
    )


def contribution(name: str, principal: str, amount: str) -> Contribution:
    """Return a part of the registered capital."""
    return Contribution(
        id=name,
        instrument="agreement-1",
        clause="capital",
        value="registered_capital",
        principal=principal,
        amount=cny(amount),
        due="2027-03-31",
    )


LAND = condition("land", "andes", "linghai")
LICENCE = condition("licence")
OF_LINGHAI = contribution("of-linghai", "linghai", "300000000.5")
OF_ANDES = contribution("of-andes", "andes", "179999999.5")
FIRST_MODULE = Milestone(
    id="first-module",
    instrument="agreement-1",
    clause="scope",
    title=Wording(texts={"en": "First module"}),
    landing=Landing.PRODUCING,
    principal="andes",
)
SCHEDULE = Schedule(
    conditions=(LAND, LICENCE),
    contributions=(OF_LINGHAI, OF_ANDES),
    milestones=(FIRST_MODULE,),
)
DIGEST = schedule_sha256("deal-1", SCHEDULE)


def proposed(schedule: Schedule, proposal: str = "schedule-1") -> ScheduleProposed:
    """Return Lin's proposal of ``schedule``."""
    return ScheduleProposed(
        at=NOON,
        proposal=proposal,
        schedule=schedule,
        schedule_sha256=schedule_sha256("deal-1", schedule),
        principal="linghai",
        by="lin-yue",
    )


def agreed(
    schedule: Schedule, proposal: str = "schedule-1"
) -> tuple[ScheduleProposed, ScheduleConfirmed, ScheduleAgreed]:
    """Return how Linghai and Andes agree on ``schedule``."""
    digest = schedule_sha256("deal-1", schedule)
    confirmed = ScheduleConfirmed(
        at=NOON, proposal=proposal, schedule_sha256=digest, principal="andes", by="rojas"
    )
    return (
        proposed(schedule, proposal),
        confirmed,
        ScheduleAgreed(at=NOON, proposal=proposal, schedule_sha256=digest),
    )


SCHEDULED = (*SIGNED, *agreed(SCHEDULE))
EFFECTIVE = DealEffective(at=NOON, instrument="agreement-1", terms_sha256=TERMS, by="he-jing")
IN_EFFECT = (*SCHEDULED, EFFECTIVE)
PAID = ContributionReported(
    at=NOON,
    report="R-1",
    obligation="of-linghai",
    principal="linghai",
    amount=cny("100000000.25"),
    evidence_sha256="e1" * 32,
    by="lin-yue",
)
REACHED = MilestoneReported(
    at=NOON,
    report="R-2",
    obligation="first-module",
    principal="andes",
    evidence_sha256="e2" * 32,
    by="rojas",
)
