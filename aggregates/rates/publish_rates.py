"""Publish exchange rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from aggregates.authority import check_role
from aggregates.checks import check_currency, check_day, check_name, check_positive, check_some
from aggregates.errors import RuleError
from aggregates.rates.events import RatePublished
from aggregates.rates.state import Rates, pair_of
from aggregates.vocabulary import Command, Rate, Role

EARLIEST_DAY = timedelta(hours=14)
"""By how much a day begins earlier than in UTC where it begins first."""


class PublishRates(Command, frozen=True, kw_only=True):
    """``rates`` as their sources gave them, each pair of currencies once."""

    rates: tuple[Rate, ...]


def publish_rates(rates: Rates, command: PublishRates) -> Sequence[RatePublished]:
    """The organiser or an official publishes; a rate may be mended for its day, never go back.

    Raises:
        RuleError: ``role_not_allowed``, ``list_empty``, ``rate_twice``, ``rate_of_one_currency``,
            ``rate_ahead`` if its day has begun nowhere yet, ``rate_outdated`` if a later day's
            rate stands, ``currency_malformed``, ``day_malformed``, and the codes of
            `check_positive` and `check_name`.
    """
    check_role(command.actor, Role.ORGANISER, Role.OFFICIAL)
    check_some("rates", command.rates)
    pairs = [pair_of(rate) for rate in command.rates]
    for rate in command.rates:
        _check_rate(rate)
        if pairs.count(pair_of(rate)) > 1:
            raise RuleError("rate_twice", base=rate.base, quote=rate.quote)
        if rate.day > (command.at + EARLIEST_DAY).date().isoformat():
            # it would stand, and nothing could be published over it, until that day
            raise RuleError("rate_ahead", base=rate.base, quote=rate.quote, day=rate.day)
        _check_not_outdated(rates, rate)
    if all(rates.table.get(pair_of(rate)) == rate for rate in command.rates):
        return []
    published = tuple(sorted(command.rates, key=pair_of))
    return [RatePublished(at=command.at, rates=published, by=command.actor.person)]


def _check_rate(rate: Rate) -> None:
    check_currency("rates.base", rate.base)
    check_currency("rates.quote", rate.quote)
    if rate.base == rate.quote:
        raise RuleError("rate_of_one_currency", currency=rate.base)
    check_positive("rates.rate", rate.rate)
    check_day("rates.day", rate.day)
    check_name("rates.source", rate.source)


def _check_not_outdated(rates: Rates, rate: Rate) -> None:
    standing = rates.table.get(pair_of(rate))
    if standing is not None and rate.day < standing.day:
        raise RuleError(
            "rate_outdated", base=rate.base, quote=rate.quote, day=rate.day, standing=standing.day
        )
