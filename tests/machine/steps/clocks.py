"""How clocks are set, stopped and run out, each step as the command that is sent."""

from __future__ import annotations

from datetime import timedelta

from machine.cast import OFFICIAL, SYSTEM
from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import after, lead

from aggregates.deal.parties.consent_to_deadline_extension import ConsentToDeadlineExtension
from aggregates.deal.parties.consent_to_reopening import ConsentToReopening
from aggregates.deal.parties.events import Clock
from aggregates.deal.parties.expire_deal import ExpireDeal
from aggregates.deal.parties.extend_deadline import ExtendDeadline
from aggregates.deal.parties.propose_deadline_extension import ProposeDeadlineExtension
from aggregates.deal.parties.propose_reopening import ProposeReopening
from aggregates.deal.parties.resume_deal import ResumeDeal
from aggregates.deal.parties.suspend_deal import SuspendDeal
from aggregates.deal.signing.expire_signing import ExpireSigning
from aggregates.deal.terms.expire_offer import ExpireOffer


def suspend(model: Model) -> Step:
    command = SuspendDeal(actor=OFFICIAL, at=model.now, reason="The authority has a question.")
    return Step("suspend_deal", command)


def resume(model: Model) -> Step:
    command = ResumeDeal(actor=OFFICIAL, at=model.now, reason="The question is answered.")
    return Step("resume_deal", command)


def extend(model: Model, side: str, clock: Clock, paper: str, time: timedelta) -> Step:
    command = ExtendDeadline(
        actor=lead(model, side),
        at=model.now,
        clock=clock,
        instrument=paper,
        expires_at=after(model, time),
    )
    return Step("extend_deadline", command)


def propose_extension(model: Model, side: str, time: timedelta) -> Step:
    command = ProposeDeadlineExtension(
        actor=lead(model, side),
        at=model.now,
        proposal=model.next_id("extension"),
        expires_at=after(model, time),
    )
    return Step("propose_deadline_extension", command)


def consent_to_extension(model: Model, side: str) -> Step:
    proposal = model.extension.number if model.extension else "extension-0"
    command = ConsentToDeadlineExtension(actor=lead(model, side), at=model.now, proposal=proposal)
    return Step("consent_to_deadline_extension", command)


def propose_reopening(model: Model, side: str, time: timedelta) -> Step:
    command = ProposeReopening(
        actor=lead(model, side),
        at=model.now,
        proposal=model.next_id("reopening"),
        reason="The market has changed.",
        expires_at=after(model, time),
    )
    return Step("propose_reopening", command)


def consent_to_reopening(model: Model, side: str) -> Step:
    proposal = model.reopening.number if model.reopening else "reopening-0"
    command = ConsentToReopening(actor=lead(model, side), at=model.now, proposal=proposal)
    return Step("consent_to_reopening", command)


def expire_deal(model: Model, clock: Clock) -> Step:
    return Step("expire_deal", ExpireDeal(actor=SYSTEM, at=model.now, clock=clock))


def expire_offer(model: Model, paper: str) -> Step:
    offer = model.papers[paper].offer
    command = ExpireOffer(
        actor=SYSTEM, at=model.now, instrument=paper, offer_no=offer.number if offer else 0
    )
    return Step("expire_offer", command)


def expire_signing(model: Model, paper: str) -> Step:
    return Step("expire_signing", ExpireSigning(actor=SYSTEM, at=model.now, instrument=paper))
