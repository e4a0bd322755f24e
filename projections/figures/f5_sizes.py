"""F5, size bands: executed instruments by how much each pledges.

Counted is what F1 counts, each in the band of its amount in the currency asked for: below 0.1
thousand million, from 0.1, 1, 2, 5 and 10 on. A band has its lower end in it, and not its upper
one. ``unknown`` are those of which no amount is known in the currency.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from projections.figures.cells import TOTAL, Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge

UNKNOWN: Final = "unknown"
FROM: Final = tuple(map(Decimal, ("0", "0.1", "1", "2", "5", "10")))
"""Where the bands begin, in thousand millions of the currency."""
THOUSAND_MILLION: Final = Decimal(10**9)


def band_of(amount: Decimal | None) -> str:
    """Return the band of an amount: ``0-0.1``, ``1-2``, ``10-``."""
    if amount is None:
        return UNKNOWN
    reached = [number for number, begin in enumerate(FROM) if amount >= begin * THOUSAND_MILLION]
    at = reached[-1] if reached else 0
    end = str(FROM[at + 1]) if at + 1 < len(FROM) else ""
    return f"{FROM[at]}-{end}"


BANDS: Final = (*(band_of(begin * THOUSAND_MILLION) for begin in FROM), UNKNOWN)


def placed(pledge: Pledge) -> Place:
    """Return the band."""
    return band_of(pledge.amount), TOTAL


SIZES: Final = Crossing("F5", 1, "band", "", placed)
