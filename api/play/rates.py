"""Rates of exchange, published when their day has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from aggregates.rates.publish_rates import PublishRates, publish_rates
from aggregates.vocabulary import Rate, Role
from api.dealfile.fair import Rate as FairRate
from api.play.stage import Stage
from api.play.venue import Told


class RateTable:
    """The rates of a file, day by day."""

    def __init__(self, stage: Stage, rates: tuple[FairRate, ...], begin: datetime) -> None:
        """Rates of days before ``begin`` are published then."""
        self._stage = stage
        self._begin = begin
        by_day = groupby(sorted(rates, key=attrgetter("day")), key=attrgetter("day"))
        self._days: list[tuple[date, list[FairRate]]] = [(day, list(some)) for day, some in by_day]

    def until(self, at: datetime) -> Iterator[Told]:
        """Yield what came of publishing the rates of each day that has begun ``at``."""
        while self._days and (moment := self._moment(self._days[0][0])) <= at:
            yield self._publish(self._days.pop(0)[1], moment)

    def _moment(self, day: date) -> datetime:
        return max(self._stage.cast.midnight(day), self._begin)

    def _publish(self, rates: list[FairRate], at: datetime) -> Told:
        cast = self._stage.cast
        published = tuple(
            Rate(
                base=rate.base,
                quote=rate.quote,
                rate=rate.rate,
                day=cast.day(rate.day).isoformat(),
                source=rate.source,
            )
            for rate in rates
        )
        organiser = cast.somebody(Role.ORGANISER, Role.OFFICIAL)
        command = PublishRates(actor=organiser, at=at, rates=published)
        return self._stage.edition(self._stage.rates, publish_rates, command)
