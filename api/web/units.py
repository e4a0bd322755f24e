"""In what a quantity is counted, in the reader's language: `30 days`, `30 天`."""

from __future__ import annotations

from aggregates.vocabulary import Quantity
from aggregates.words import UNITS
from api.errors import Language


def unit_told(told: Language, quantity: Quantity) -> str:
    """Return what follows the number; a symbol, such as ``GW``, reads alike in each language."""
    if quantity.unit not in UNITS:
        return quantity.unit
    one, many, chinese = UNITS[quantity.unit]
    if told == "zh":
        return chinese
    return one if quantity.value == "1" else many
