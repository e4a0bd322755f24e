"""Mandates held to what an instrument pledges: what is left of each."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from aggregates.vocabulary import Frame, Money
from projections.views.mandates import MandateRow


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate, held to what an instrument pledges.

    ``left`` is how much of its limit the instrument leaves, negative where it does not suffice;
    None without a limit, or where the currencies differ: then the rates of the signing decide.
    ``share`` is how much of the limit is taken, in per cent, 100 at most.
    """

    mandate: MandateRow
    left: Decimal | None
    share: int


def pledged_in(frame: Frame | None) -> Money | None:
    """Return what an instrument pledges, if it states an amount."""
    amount = frame.values.get("amount") if frame else None
    return amount if isinstance(amount, Money) else None


def held_to(mandate: MandateRow, amount: Money | None) -> Held:
    """Return a mandate as it is held to ``amount``."""
    if mandate.amount is None or amount is None or amount.currency != mandate.currency:
        return Held(mandate=mandate, left=None, share=0)
    pledged = Decimal(amount.amount)
    share = int(100 * pledged / mandate.amount) if mandate.amount else 100
    return Held(mandate=mandate, left=mandate.amount - pledged, share=min(share, 100))
