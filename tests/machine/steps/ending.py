"""How a deal is ended by a side, each step as the command that is sent."""

from __future__ import annotations

from datetime import timedelta

from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import after, lead

from aggregates.deal.ending.events import Ground
from aggregates.deal.ending.give_notice import GiveNotice
from aggregates.deal.ending.terminate import Terminate
from aggregates.deal.ending.withdraw_notice import WithdrawNotice


def give(model: Model, side: str, ground: Ground, time: timedelta) -> Step:
    command = GiveNotice(
        actor=lead(model, side),
        at=model.now,
        notice=model.next_id("notice"),
        ground=ground,
        reason="Nothing was paid in.",
        ends_at=after(model, time),
    )
    return Step("give_notice", command)


def withdraw(model: Model, side: str, notice: str) -> Step:
    command = WithdrawNotice(
        actor=lead(model, side), at=model.now, notice=notice, reason="They have paid."
    )
    return Step("withdraw_notice", command)


def terminate(model: Model, side: str, notice: str) -> Step:
    return Step("terminate", Terminate(actor=lead(model, side), at=model.now, notice=notice))
