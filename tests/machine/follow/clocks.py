"""What the notebook says of time: set, stopped, run out."""

from __future__ import annotations

from machine.follow.change import end
from machine.model import Model, Proposal, Timer

from aggregates.deal.parties.consent_to_deadline_extension import ConsentToDeadlineExtension
from aggregates.deal.parties.consent_to_reopening import ConsentToReopening
from aggregates.deal.parties.events import Clock
from aggregates.deal.parties.expire_deal import ExpireDeal
from aggregates.deal.parties.extend_deadline import ExtendDeadline
from aggregates.deal.parties.propose_deadline_extension import ProposeDeadlineExtension
from aggregates.deal.parties.propose_reopening import ProposeReopening
from aggregates.deal.parties.resume_deal import ResumeDeal
from aggregates.deal.parties.suspend_deal import SuspendDeal
from aggregates.vocabulary import Deadline


def suspend_deal(model: Model, _: SuspendDeal) -> None:
    model.suspended_at = model.now


def resume_deal(model: Model, _: ResumeDeal) -> None:
    model.suspended_at = None


def extend_deadline(model: Model, command: ExtendDeadline) -> None:
    paper = model.papers[command.instrument]
    clock = paper.offer if command.clock is Clock.OFFER else paper.session
    assert clock is not None, "only a clock that runs is extended"
    assert not clock.until.over, "what has expired is not extended"
    clock.until = _until(model, command.expires_at)


def propose_deadline_extension(model: Model, command: ProposeDeadlineExtension) -> None:
    until = _until(model, command.expires_at)
    model.extension = Proposal(command.proposal, until, {command.actor.organisation})
    _extended(model, model.extension)


def consent_to_deadline_extension(model: Model, command: ConsentToDeadlineExtension) -> None:
    assert model.extension is not None, "there is something to consent to"
    model.extension.sides.add(command.actor.organisation)
    _extended(model, model.extension)


def propose_reopening(model: Model, command: ProposeReopening) -> None:
    until = _until(model, command.expires_at)
    model.reopening = Proposal(command.proposal, until, {command.actor.organisation})


def consent_to_reopening(model: Model, command: ConsentToReopening) -> None:
    asked = model.reopening
    assert asked is not None, "there is something to consent to"
    asked.sides.add(command.actor.organisation)
    if not asked.sides >= {*model.sides, *filter(None, [model.ended_by])}:
        return
    if model.ended_by:
        model.sides[model.ended_by] = model.former.pop(model.ended_by)
    model.until, model.reopening = asked.until, None
    model.ended_by, model.ended_at = "", None
    model.stage = "negotiating" if model.leading.frame is not None else "engaged"


def expire_deal(model: Model, _: ExpireDeal) -> None:
    end(model, "expired")


def _until(model: Model, deadline: Deadline) -> Timer:
    return Timer(deadline.at - model.now)


def _extended(model: Model, asked: Proposal) -> None:
    if asked.sides >= set(model.sides):
        model.until, model.extension = asked.until, None
