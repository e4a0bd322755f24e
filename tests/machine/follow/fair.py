"""What the notebook says of mandates and rates."""

from __future__ import annotations

from fractions import Fraction

from machine.model import Model

from aggregates.mandate.revoke_mandate import RevokeMandate
from aggregates.rates.publish_rates import PublishRates


def revoke_mandate(model: Model, command: RevokeMandate) -> None:
    model.revoked.add(command.mandate)


def publish_rates(model: Model, command: PublishRates) -> None:
    model.rates.update({(r.base, r.quote): Fraction(r.rate) for r in command.rates})
