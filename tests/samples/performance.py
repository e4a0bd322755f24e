"""Samples of what happens after the signing, and of a corrected classification."""

from __future__ import annotations

from aggregates.deal.classification.events import (
    Attributes,
    AttributesStated,
    CeremonyScheduled,
    ClassificationCorrected,
    DuplicateJudged,
    Finding,
    InvestorClass,
)
from aggregates.deal.parties.events import Classification, Direction
from aggregates.deal.performance.events import (
    ConditionSatisfied,
    ConditionWaived,
    ContributionReported,
    ContributionVerified,
    DealEffective,
    DealFulfilled,
    MilestoneReported,
    MilestoneVerified,
    ObligationWrittenOff,
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
from aggregates.vocabulary import Money, Wording
from samples.world import at, digest

SCHEDULE = Schedule(
    conditions=(
        Condition(
            id="land-use-right",
            instrument="agreement-1",
            clause="1",
            title=Wording(texts={"en": "Land use right granted", "zh-Hans": "取得土地使用权"}),
            waivable_by=("andes", "linghai"),
        ),
    ),
    contributions=(
        Contribution(
            id="capital-of-linghai",
            instrument="agreement-1",
            clause="2",
            value="registered_capital",
            principal="linghai",
            amount=Money(amount="122400000", currency="CNY"),
            due="2027-03-31",
        ),
    ),
    milestones=(
        Milestone(
            id="first-module",
            instrument="agreement-1",
            clause="3",
            title=Wording(texts={"en": "First module made", "zh-Hans": "首件组件下线"}),
            landing=Landing.PRODUCING,
            principal="andes",
        ),
    ),
)
SCHEDULE_SHA256 = schedule_sha256("deal-1", SCHEDULE)
COUNTED = Classification(
    direction=Direction.OUTBOUND,
    mode="joint_venture",
    industry="C2710",
    origin="CN",
    destination="PE-CAL",
    code_lists="ISIC Rev.4; ISO 3166:2024",
    made_by="sato",
)

EVENTS = (
    ScheduleProposed(
        at=at(20),
        proposal="schedule-1",
        schedule=SCHEDULE,
        schedule_sha256=SCHEDULE_SHA256,
        principal="linghai",
        by="lin-yue",
    ),
    ScheduleConfirmed(
        at=at(20, 10),
        proposal="schedule-1",
        schedule_sha256=SCHEDULE_SHA256,
        principal="andes",
        by="rojas",
    ),
    ScheduleAgreed(at=at(20, 10), proposal="schedule-1", schedule_sha256=SCHEDULE_SHA256),
    ConditionSatisfied(
        at=at(21),
        condition="land-use-right",
        evidence_sha256=digest("land register"),
        by="he-jing",
    ),
    ConditionWaived(
        at=at(21, 10),
        condition="land-use-right",
        principal="andes",
        reason="A binding contract of grant will do.",
        by="rojas",
    ),
    DealEffective(
        at=at(22),
        instrument="agreement-1",
        terms_sha256=digest("terms of agreement-1"),
        by="he-jing",
    ),
    ContributionReported(
        at=at(23),
        report="R-1",
        obligation="capital-of-linghai",
        principal="linghai",
        amount=Money(amount="60000000.5", currency="CNY"),
        evidence_sha256=digest("bank statement"),
        by="lin-yue",
    ),
    ContributionVerified(
        at=at(24),
        report="R-1",
        obligation="capital-of-linghai",
        principal="linghai",
        amount=Money(amount="60000000", currency="CNY"),
        evidence_sha256=digest("verification of capital"),
        by="he-jing",
    ),
    MilestoneReported(
        at=at(25),
        report="R-2",
        obligation="first-module",
        principal="andes",
        evidence_sha256=digest("photographs"),
        by="rojas",
    ),
    MilestoneVerified(
        at=at(26),
        report="R-2",
        obligation="first-module",
        evidence_sha256=digest("inspection"),
        by="he-jing",
    ),
    ObligationWrittenOff(
        at=at(27),
        obligation="first-module",
        principal="linghai",
        reason="The line was sold.",
        by="lin-yue",
    ),
    DealFulfilled(at=at(28), reason="All is paid in and built.", by="lin-yue"),
    ClassificationCorrected(
        at=at(28, 12),
        previous=COUNTED,
        classification=Classification(
            direction=Direction.DOMESTIC,
            mode="expansion",
            industry="C2720",
            origin="CN",
            destination="PE-CAL",
            code_lists="ISIC Rev.4; ISO 3166:2024",
            made_by="sato",
        ),
        reason="The works make batteries.",
        by="sato",
    ),
    AttributesStated(
        at=at(28, 13),
        previous=Attributes(delegation="coast", lists=1, made_by="sato"),
        attributes=Attributes(
            theme="clean-energy",
            delegation="coast",
            ultimate_origin="SG",
            investor_class=InvestorClass.LISTED,
            lists=2,
            made_by="sato",
        ),
        reason="The parent company is listed in Singapore.",
        by="sato",
    ),
    CeremonyScheduled(at=at(28, 14), item="item-2", place=3, by="sato"),
    DuplicateJudged(
        at=at(28, 15),
        other="deal-2",
        finding=Finding.STANDS,
        reason="One works was entered by both sides.",
        by="sato",
    ),
)
