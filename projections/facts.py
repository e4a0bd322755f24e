"""What figures count of a deal, made of its course: of what is in the ledger, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import msgspec

from aggregates.deal.classification.events import Attributes, Finding
from aggregates.deal.classification.state import Counting
from aggregates.deal.parties.consent_to_reopening import sides_at_the_end
from aggregates.vocabulary import DealId, InstrumentId, OrganisationId
from projections.course.state import Course, Executed
from projections.figures.rates import in_currencies

_NO_ATTRIBUTES: Final = Attributes(lists=0, made_by="")


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument. ``amounts`` maps each currency that a rate leads to to the amount.

    ``annulled`` by an authority's decision: it counts no more. ``on_stage``: its signing was called
    there.
    """

    instrument: InstrumentId
    kind: str
    tier: str
    leading: bool
    amounts: Mapping[str, str]
    principals: tuple[OrganisationId, ...]
    at: datetime
    position: int
    annulled: bool
    on_stage: bool


class ApprovalFact(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that was asked for and has not fallen."""

    instrument: InstrumentId
    approval: str
    kind: str
    principal: OrganisationId
    asked_at: datetime
    granted_at: datetime | None


class FilingFact(msgspec.Struct, frozen=True, kw_only=True):
    """A filing that was required. While it waits on its authority, nothing of it is overdue."""

    filing: str
    instrument: InstrumentId
    kind: str
    authority: str
    status: str
    due_at: datetime


class LossFact(msgspec.Struct, frozen=True, kw_only=True):
    """How a deal was lost: from which stage, by which of few reasons, when."""

    stage: str
    reason: str
    at: datetime


class DealFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What figures count of a deal.

    ``reached`` maps a stage, ``approved`` and ``paid_in`` to when the deal first came there.
    ``stopped_at`` is since when its clocks stand still: nothing that is due becomes overdue.
    ``theme`` to ``investor_class`` are its attributes, ``item`` and ``place`` its place in the
    running order. It ``repeats`` another deal if the organiser found so; those that it is not the
    same as are ``distinct_from`` it. ``principals`` are its sides; where one has ended it by
    leaving, that one too, which knows of it as the others do.
    """

    deal: DealId
    edition: str
    project: str
    stage: str
    round: int
    tier: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    theme: str | None = None
    delegation: str | None = None
    ultimate_origin: str | None = None
    investor_class: str | None = None
    item: str | None = None
    place: int = 0
    repeats: bool = False
    distinct_from: tuple[DealId, ...] = ()
    principals: tuple[OrganisationId, ...]
    opened_at: datetime
    stage_since: datetime
    stopped_at: datetime | None
    reached: Mapping[str, datetime]
    executions: tuple[Execution, ...]
    approvals: tuple[ApprovalFact, ...]
    filings: tuple[FilingFact, ...]
    loss: LossFact | None


def facts_of(course: Course) -> DealFacts:
    """Return the facts of a deal at this point of its course."""
    deal, classified = course.deal, course.deal.classification
    assert classified is not None  # noqa: S101 - a deal is opened with its classification
    leading, counting = deal.instruments[deal.leading], deal.counting
    attributes = counting.attributes or _NO_ATTRIBUTES
    return DealFacts(
        deal=deal.id,
        edition=deal.edition,
        project=deal.project,
        stage=deal.stage.value,
        round=deal.round,
        tier=leading.tier.value,
        direction=classified.direction.value,
        mode=classified.mode,
        industry=classified.industry,
        origin=classified.origin,
        destination=classified.destination,
        theme=attributes.theme,
        delegation=attributes.delegation,
        ultimate_origin=attributes.ultimate_origin,
        investor_class=attributes.investor_class and attributes.investor_class.value,
        item=counting.item,
        place=counting.place,
        repeats=counting.repeats,
        distinct_from=_distinct(counting),
        principals=tuple(sorted(sides_at_the_end(deal))),
        opened_at=course.opened_at,
        stage_since=course.stage_since,
        stopped_at=deal.parties.stopped_at,
        reached=_reached(course),
        executions=tuple(_execution(course, one) for one in course.executed.values()),
        approvals=tuple(_approvals(course)),
        filings=tuple(_filings(course)),
        loss=_loss(course),
    )


def _distinct(counting: Counting) -> tuple[DealId, ...]:
    found = counting.findings.items()
    return tuple(sorted(other for other, finding in found if finding is Finding.DISTINCT))


def _reached(course: Course) -> Mapping[str, datetime]:
    reached = {stage.value: at for stage, at in course.reached.items()}
    if course.approved_at is not None:
        reached["approved"] = course.approved_at
    if course.paid_in_at is not None:
        reached["paid_in"] = course.paid_in_at
    return reached


def _execution(course: Course, fact: Executed) -> Execution:
    return Execution(
        instrument=fact.instrument,
        kind=fact.kind.value,
        tier=fact.tier.value,
        leading=fact.leading,
        amounts={} if fact.amount is None else in_currencies(fact.amount, fact.rates),
        principals=fact.principals,
        at=fact.at,
        position=fact.position,
        annulled=fact.instrument in course.deal.records.annulments,
        on_stage=fact.on_stage,
    )


def _approvals(course: Course) -> Iterator[ApprovalFact]:
    for (instrument, name), asked in sorted(course.asked.items()):
        approval = course.deal.instruments[instrument].approvals[name]
        yield ApprovalFact(
            instrument=instrument,
            approval=name,
            kind=approval.kind,
            principal=approval.principal,
            asked_at=asked.at,
            granted_at=asked.granted_at,
        )


def _filings(course: Course) -> Iterator[FilingFact]:
    for name, filing in sorted(course.deal.filings.items()):
        yield FilingFact(
            filing=name,
            instrument=filing.instrument,
            kind=filing.kind,
            authority=filing.authority,
            status=filing.status.value,
            due_at=filing.due.at,
        )


def _loss(course: Course) -> LossFact | None:
    loss = course.loss
    if loss is None:
        return None
    return LossFact(stage=loss.stage.value, reason=loss.reason, at=loss.at)
