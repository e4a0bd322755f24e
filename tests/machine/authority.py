"""Whether somebody may act: a clerk's reading of a mandate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from machine.cast import POWERS, VALID_UNTIL
from machine.model import Model, Paper

from aggregates.mandate.events import Scope
from aggregates.vocabulary import Actor, Money, Rate


def is_covered(model: Model, paper: Paper, by: Actor, mandate: str, scope: Scope) -> bool:
    """Return whether the mandate lets ``by`` act on the paper now, for its amount."""
    power = POWERS[mandate]
    if (power.person, power.side, power.scope) != (by.person, by.organisation, scope):
        return False
    if mandate in model.revoked or model.now >= VALID_UNTIL or paper.kind not in power.kinds:
        return False
    rates = paper.session.rates if paper.session else model.rates
    return power.limit is None or _within(power.limit, _amount(paper), rates)


def _amount(paper: Paper) -> Money | None:
    amount = paper.frame.values.get("amount") if paper.frame else None
    return amount if isinstance(amount, Money) else None


def _within(limit: Money, amount: Money | None, rates: Sequence[Rate]) -> bool:
    if amount is None:
        return True
    if limit.currency == amount.currency:
        return Fraction(amount.amount) <= Fraction(limit.amount)
    (rate,) = (r.rate for r in rates if (r.base, r.quote) == (limit.currency, amount.currency))
    in_that_currency = Fraction(limit.amount) * Fraction(rate)
    return Fraction(amount.amount) <= in_that_currency
