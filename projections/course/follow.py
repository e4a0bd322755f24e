"""How a deal's course goes on with each of its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final, cast, get_args

from msgspec.structs import replace

from aggregates.deal.approvals.events import ApprovalGranted, ApprovalRequested
from aggregates.deal.change import put
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.ending.events import DealTerminated
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.parties.events import DealExpired, DealOpened
from aggregates.deal.performance.events import ContributionVerified
from aggregates.deal.signing.events import SigningCalled, SigningOpened
from aggregates.deal.signing.open_signing import require_approved
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.deal.terms.current import amount_of
from aggregates.deal.terms.events import (
    ClauseCountered,
    FrameCountered,
)
from aggregates.errors import RuleError
from aggregates.vocabulary import SYSTEM, InstrumentId
from projections.course.rows import answered, languages, parties_digest, said, written
from projections.course.state import Asked, Course, Executed, Loss
from projections.course.table import Ground, tables, tables_with_answer, tables_with_translation
from projections.course.touched import ANSWERS, ROW_EVENTS, Answer, RowEvent, Touched, touched

LOST: Final = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED, Stage.TERMINATED})
"""The ends at which nothing has come of a deal, or no longer does."""

_LOCKED: Final = (Stage.AGREED, Stage.APPROVING, Stage.SIGNING)
_DISCUSSION: Final = frozenset(get_args(DiscussionEvent))
_EXECUTED: Final = Progress.EXECUTED


def extend(course: Course, event: DealEvent, position: int) -> Course:
    """Return the course after the deal's next event, which is at ``position`` of the log."""
    return follow(course, evolve(course.deal, event), event, position)


def follow(course: Course, deal: Deal, event: DealEvent, position: int) -> Course:
    """As `extend`, where the deal's state after the event is known."""
    if type(event) in ROW_EVENTS:
        return _of_one_row(course, deal, cast("RowEvent", event), position)
    if type(event) in _DISCUSSION:
        return replace(course, deal=deal, position=position, changed_at=event.at)
    if isinstance(event, DealOpened):
        course = Course(opened_at=event.at, stage_since=event.at)
    moved = touched(course.deal, deal)
    ground = Ground(
        deal,
        written(course, deal, event, position, moved),
        parties_digest(course, deal),
        languages(course, deal),
    )
    after = replace(
        course,
        deal=deal,
        position=position,
        changed_at=event.at,
        moved_at=_moved_at(course, event),
        counters=course.counters + isinstance(event, ClauseCountered | FrameCountered),
        asked=_asked(course, deal, event, moved),
        paid_in_at=course.paid_in_at or _paid_in_at(event),
        parties_sha256=ground.parties_sha256,
        languages=ground.languages,
        rows=ground.rows,
        said=said(course, event, position, moved),
        called=_called(course, event),
        executed=_executed(course, deal, event, position),
        tables=tables(course, ground, moved),
    )
    return _staged(course, after, event, position)


def _of_one_row(course: Course, deal: Deal, event: RowEvent, position: int) -> Course:
    """Return the course after an event after which all but one row is as it was."""
    said, instrument, row = course.said, event.instrument, event.clause
    if type(event) in ANSWERS:
        said = answered(course, cast("Answer", event), position, deal)
        now = tables_with_answer(course, deal, instrument, row)
    else:
        now = tables_with_translation(course, deal, instrument, row)
    return replace(
        course,
        deal=deal,
        position=position,
        changed_at=event.at,
        moved_at=_moved_at(course, event),
        said=said,
        tables=now,
    )


def _moved_at(course: Course, event: DealEvent) -> datetime:
    # an event that names nobody comes with one that does
    return event.at if getattr(event, "by", SYSTEM) != SYSTEM else course.moved_at


def _paid_in_at(event: DealEvent) -> datetime | None:
    return event.at if isinstance(event, ContributionVerified) else None


def _asked(
    course: Course, deal: Deal, event: DealEvent, moved: Sequence[Touched]
) -> Mapping[tuple[InstrumentId, str], Asked]:
    """Return when the approvals that stand were asked for and granted."""
    asked = course.asked
    if isinstance(event, ApprovalRequested):
        asked = put(asked, (event.instrument, event.approval), Asked(at=event.at))
    elif isinstance(event, ApprovalGranted):
        key = (event.instrument, event.approval)
        asked = put(asked, key, Asked(at=asked[key].at, granted_at=event.at))
    if all(map(_is_approved_alike, moved)) or all(map(partial(_stands, deal), asked)):
        return asked
    return {key: value for key, value in asked.items() if _stands(deal, key)}


def _is_approved_alike(one: Touched) -> bool:
    return one.before is not None and one.before.approvals is one.after.approvals


def _stands(deal: Deal, approval: tuple[InstrumentId, str]) -> bool:
    instrument, name = approval
    return name in deal.instruments[instrument].approvals


def _executed(
    course: Course, deal: Deal, event: DealEvent, position: int
) -> Mapping[InstrumentId, Executed]:
    executed = course.executed
    if deal.instruments is course.deal.instruments:
        return executed
    for instrument in deal.instruments.values():
        if instrument.progress is _EXECUTED and instrument.id not in executed:
            on_stage = instrument.id in course.called
            fact = _execution(deal, instrument, event.at, position, on_stage=on_stage)
            executed = put(executed, instrument.id, fact)
    return executed


def _called(course: Course, event: DealEvent) -> frozenset[InstrumentId]:
    """Return the instruments whose signing was called on the stage; one opened anew was not."""
    if isinstance(event, SigningCalled):
        return course.called | {event.instrument}
    if isinstance(event, SigningOpened):
        return course.called - {event.instrument}
    return course.called


def _execution(
    deal: Deal, instrument: Instrument, at: datetime, position: int, *, on_stage: bool
) -> Executed:
    return Executed(
        instrument=instrument.id,
        kind=instrument.kind,
        tier=instrument.tier,
        leading=instrument.id == deal.leading,
        amount=amount_of(instrument),
        rates=instrument.signing.rates if instrument.signing else (),
        principals=tuple(sorted(deal.parties.principals)),
        at=at,
        position=position,
        on_stage=on_stage,
    )


def _staged(course: Course, after: Course, event: DealEvent, position: int) -> Course:
    """Return the course with what a new stage brings."""
    deal = after.deal
    approved_at = course.approved_at or (event.at if _is_approved(deal) else None)
    if deal.stage is course.deal.stage and course.deal.id:
        same = approved_at is course.approved_at
        return after if same else replace(after, approved_at=approved_at)
    reached = course.reached
    if deal.stage not in reached:
        reached = put(reached, deal.stage, event.at)
    return replace(
        after,
        approved_at=approved_at,
        stage_since=event.at,
        reached=reached,
        loss=_loss(course, after, event, position),
    )


def _is_approved(deal: Deal) -> bool:
    leading = deal.instruments.get(deal.leading)
    if leading is None or deal.stage not in _LOCKED:
        return False
    try:
        require_approved(deal, leading)
    except RuleError:
        return False
    return True


def _loss(course: Course, after: Course, event: DealEvent, position: int) -> Loss | None:
    """Return how the deal was lost; a deal that was taken up again is not."""
    if after.deal.stage not in LOST:
        return None
    words: object = getattr(event, "reason", "")
    return Loss(
        stage=course.deal.stage,
        reason=_reason(after.deal.stage, event),
        words=words if isinstance(words, str) else "",
        at=event.at,
        position=position,
    )


def _reason(stage: Stage, event: DealEvent) -> str:
    """Return the word by which the figures count a loss: the end, and which clock, what ground."""
    if isinstance(event, DealExpired):
        return f"{event.clock.value}_expired"
    if isinstance(event, DealTerminated):
        return f"terminated_{event.ground.value}"
    return stage.value
