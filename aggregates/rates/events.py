"""What can have happened to the exchange rates. Stored for ever and in clear."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import Event, PersonId, Rate


class RatePublished(Event, frozen=True, kw_only=True, tag="rates.published.v1"):
    """The edition published one rate or several at once, sorted by base, then quote."""

    rates: tuple[Rate, ...]
    by: PersonId


RatesEvent: TypeAlias = RatePublished
