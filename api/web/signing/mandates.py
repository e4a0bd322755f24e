"""What a mandate still allows beside the amount that is about to be signed."""

from __future__ import annotations

from decimal import Decimal

from aggregates.vocabulary import Money
from api.routes.mandates import MandateNow


def left_of(mandate: MandateNow | None, amount: Money | None) -> Money | None:
    """Return how far the limit is above the amount; none where they cannot be held together.

    The limit is of each instrument by itself: what was signed elsewhere takes nothing from it.
    """
    if mandate is None or mandate.limit is None or amount is None:
        return None
    if mandate.limit.currency != amount.currency:
        return None
    rest = Decimal(mandate.limit.amount) - Decimal(amount.amount)
    return Money(amount=format(rest, "f"), currency=amount.currency)
