"""Clocks stop, start, are set and run out; a deal that has ended is taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from machine.decisions import Step
from machine.model import Model, Paper
from machine.moves.how import How, Move, Moves, named
from machine.moves.when import ended, extending, live, negotiated, running, sent, signed, suspended
from machine.steps import clocks

from aggregates.deal.parties.events import Clock

OF_A_PAPER: Final = (*(Clock.OFFER,) * 2, *(Clock.SIGNING,) * 2, Clock.INTENT, Clock.DEAL)
OF_THE_DEAL: Final = (*(Clock.DEAL,) * 3, *(Clock.INTENT,) * 2, Clock.OFFER)


def _extend(model: Model, how: How) -> Step:
    """Move a clock of a paper on, mostly as who has set it."""
    clock = OF_A_PAPER[how.number]
    paper = named(model, how, "negotiating" if clock is Clock.OFFER else "signing")
    running_now = _clock_of(model.papers[paper], clock)
    if running_now is None or how.version == 0:
        return clocks.extend(model, how.side, clock, paper, how.time)
    side, left = running_now
    return clocks.extend(model, side, clock, paper, left + how.time)


def _clock_of(paper: Paper, clock: Clock) -> tuple[str, timedelta] | None:
    """Return who has set the clock, and the time that it has left."""
    if clock is Clock.OFFER:
        return (paper.offer.side, paper.offer.until.left) if paper.offer else None
    return (paper.session.opener, paper.session.until.left) if paper.session else None


def _propose_extension(model: Model, how: How) -> Step:
    longer = timedelta(0) if how.version == 0 else model.until.left
    return clocks.propose_extension(model, how.side, longer + how.time)


def _consent(model: Model, how: How) -> Step:
    """Consent to a later deadline, mostly as somebody who has not done so."""
    agreed = model.extension.sides if model.extension else set[str]()
    asked = sorted(set(model.sides) - agreed) or [how.side]
    return clocks.consent_to_extension(model, asked[how.number % len(asked)])


def _expire_deal(model: Model, how: How) -> Step:
    return clocks.expire_deal(model, OF_THE_DEAL[how.number])


def _expire_offer(model: Model, how: How) -> Step:
    return clocks.expire_offer(model, named(model, how, "negotiating"))


def _expire_signing(model: Model, how: How) -> Step:
    return clocks.expire_signing(model, named(model, how, "signing"))


SETTING: Final[Moves] = {
    "extend": Move(running, _extend),
    "propose_extension": Move(live, _propose_extension),
    "consent": Move(extending, _consent),
    "suspend": Move(running, lambda model, _: clocks.suspend(model)),
    "resume": Move(suspended, lambda model, _: clocks.resume(model)),
}
EXPIRING: Final[Moves] = {
    "expire_deal": Move(live, _expire_deal),
    "expire_letter": Move(sent, lambda model, _: clocks.expire_deal(model, Clock.INTENT)),
    "expire_offer": Move(negotiated, _expire_offer),
    "expire_signing": Move(signed, _expire_signing),
}
REOPENING: Final[Moves] = {
    "reopen": Move(ended, lambda model, how: clocks.propose_reopening(model, how.side, how.time)),
    "agree": Move(ended, lambda model, how: clocks.consent_to_reopening(model, how.side)),
}
