"""What happens at the fair around a deal, each as the command that is sent."""

from __future__ import annotations

from machine.cast import ORGANISER, POWERS
from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import lead
from machine.world import EURO
from msgspec.structs import replace

from aggregates.mandate.revoke_mandate import RevokeMandate
from aggregates.rates.publish_rates import PublishRates


def revoke_mandate(model: Model, mandate: str) -> Step:
    by = lead(model, POWERS[mandate].side)
    command = RevokeMandate(actor=by, at=model.now, mandate=mandate, reason="They have left us.")
    return Step("revoke_mandate", command)


def publish_rate(model: Model, rate: str) -> Step:
    euro = replace(EURO, rate=rate, day=model.now.date().isoformat())
    return Step("publish_rates", PublishRates(actor=ORGANISER, at=model.now, rates=(euro,)))
