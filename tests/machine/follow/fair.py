"""What the notebook says of mandates and rates."""

from __future__ import annotations

from machine.model import Model

from aggregates.mandate.revoke_mandate import RevokeMandate
from aggregates.rates.publish_rates import PublishRates


def revoke_mandate(model: Model, command: RevokeMandate) -> None:
    model.revoked.add(command.mandate)


def publish_rates(model: Model, command: PublishRates) -> None:
    pairs = {(rate.base, rate.quote): rate for rate in (*model.rates, *command.rates)}
    model.rates = tuple(pairs[pair] for pair in sorted(pairs))
