"""What an amount is in another currency, by the rates that were fixed for a signing.

The rule is that of mandates: a rate counts in the direction in which it was published or as its
exact inverse; of two directions the direct one counts, of several days the latest; rates are never
chained. What is published is rounded, once for each instrument, to the hundredth, half to even.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Final

from aggregates.vocabulary import Money, Rate

PRECISION: Final = 50
"""Digits that are kept before the one rounding: more than any amount and rate have together."""
HUNDREDTH: Final = Decimal("0.01")


def in_currencies(amount: Money, rates: Sequence[Rate]) -> Mapping[str, str]:
    """Return the amount in its own currency, as it was pledged, and in each that a rate leads to.

    A currency to which no rate leads is not there: nothing is guessed.
    """
    others = {code for rate in rates for code in (rate.base, rate.quote)} - {amount.currency}
    found = {amount.currency: amount.amount}
    for currency in sorted(others):
        converted = _converted(amount, currency, rates)
        if converted is not None:
            found[currency] = format(converted, "f")
    return found


def _converted(amount: Money, currency: str, rates: Sequence[Rate]) -> Decimal | None:
    direct = _latest(r for r in rates if (r.base, r.quote) == (amount.currency, currency))
    inverse = _latest(r for r in rates if (r.base, r.quote) == (currency, amount.currency))
    with localcontext(prec=PRECISION):
        if direct is not None:
            exact = Decimal(amount.amount) * Decimal(direct.rate)
        elif inverse is not None:
            exact = Decimal(amount.amount) / Decimal(inverse.rate)
        else:
            return None
        return exact.quantize(HUNDREDTH, rounding=ROUND_HALF_EVEN)


def _latest(rates: Iterable[Rate]) -> Rate | None:
    return max(rates, key=lambda rate: rate.day, default=None)
