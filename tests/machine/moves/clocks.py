"""Clocks stop, start, are set and run out; a deal that has ended is taken up again."""

from __future__ import annotations

from typing import Final

from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves, named
from machine.moves.when import ended, extending, live, negotiated, running, sent, signed, suspended
from machine.steps import clocks

from aggregates.deal.parties.events import Clock

OF_A_PAPER: Final = (Clock.OFFER, Clock.OFFER, Clock.SIGNING, Clock.SIGNING, Clock.INTENT, Clock.DEAL)
OF_THE_DEAL: Final = (Clock.DEAL, Clock.DEAL, Clock.DEAL, Clock.INTENT, Clock.INTENT, Clock.OFFER)


def _extend(model: Model, how: How) -> Step:
    clock = OF_A_PAPER[how.number]
    name = named(model, how, "signing" if clock is not Clock.OFFER else "negotiating")
    paper = model.papers[name]
    offeror = paper.offer.side if paper.offer else how.side
    side = offeror if clock is Clock.OFFER and how.version > 1 else how.side
    return clocks.extend(model, side, clock, name, how.time)


def _expire_deal(model: Model, how: How) -> Step:
    return clocks.expire_deal(model, OF_THE_DEAL[how.number])


def _expire_offer(model: Model, how: How) -> Step:
    return clocks.expire_offer(model, named(model, how, "negotiating"))


def _expire_signing(model: Model, how: How) -> Step:
    return clocks.expire_signing(model, named(model, how, "signing"))


SETTING: Final[Moves] = {
    "extend": Move(running, _extend),
    "propose_extension": Move(
        live, lambda model, how: clocks.propose_extension(model, how.side, 10 * how.time)
    ),
    "consent": Move(extending, lambda model, how: clocks.consent_to_extension(model, how.side)),
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
