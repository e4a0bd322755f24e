"""F5, size bands: executed instruments by how much each pledges.

Counted is what F1 counts, each in the band of its amount in the currency asked for. Where bands
begin, the edition decides, as its lists stand at the cut: after the first, which begins at nothing,
from 0.1, 1, 2, 5 and 10 thousand million on if it has decided nothing. A band has its lower end in
it, and not its upper one. ``unknown`` are those of which no amount is known in the currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import TOTAL, Place
from projections.figures.crossed import Crossing
from projections.figures.executed import UNKNOWN, Pledge

THOUSAND_MILLION: Final = Decimal(10**9)


def band_of(amount: Decimal | None, begins: Sequence[str]) -> str:
    """Return the band of an amount: ``0-0.1``, ``1-2``, ``10-``.

    ``begins`` is where bands begin after the first, in thousand millions, in rising order.
    """
    if amount is None:
        return UNKNOWN
    reached = [begin for begin in begins if amount >= Decimal(begin) * THOUSAND_MILLION]
    above = begins[len(reached) :]
    return f"{reached[-1] if reached else 0}-{above[0] if above else ''}"


def bands(begins: Sequence[str]) -> tuple[str, ...]:
    """Return all bands in their order, and last what is not known."""
    edges = ("0", *begins)
    return (*(f"{low}-{high}" for low, high in zip(edges, (*begins, ""), strict=True)), UNKNOWN)


def band_order(band: str) -> tuple[bool, bool, Decimal]:
    """Return by what bands are sorted: rising, then what is not known, then all of them."""
    low, dash, _ = band.partition("-")
    return band == TOTAL, not dash, Decimal(low) if dash else Decimal(0)


def placed(pledge: Pledge, lists: Lists) -> Place:
    """Return the band."""
    return band_of(pledge.amount, lists.size_bands), TOTAL


SIZES: Final = Crossing("F5", 2, "band", "", placed)
