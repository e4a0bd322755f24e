"""Which exchange rates stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from aggregates.rates.events import RatePublished
from aggregates.vocabulary import Rate

Pair: TypeAlias = tuple[str, str]
"""Base and quote."""

NO_RATES: Mapping[Pair, Rate] = MappingProxyType({})


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """The last published rate of each pair of currencies."""

    table: Mapping[Pair, Rate] = NO_RATES

    @property
    def current(self) -> tuple[Rate, ...]:
        """The rates that stand, sorted by base, then quote."""
        return tuple(self.table[pair] for pair in sorted(self.table))


def pair_of(rate: Rate) -> Pair:
    """Return what ``rate`` is the rate of."""
    return rate.base, rate.quote


def evolve(rates: Rates, event: RatePublished) -> Rates:
    """Return the rates after ``event``. Never refuses: it has happened."""
    return Rates(table={**rates.table, **{pair_of(rate): rate for rate in event.rates}})
