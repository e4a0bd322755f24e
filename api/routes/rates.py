"""The exchange rates that an edition publishes."""

from __future__ import annotations

import msgspec

from aggregates.rates import RATES
from aggregates.rates.publish_rates import PublishRates, publish_rates
from aggregates.vocabulary import Rate
from api.contracts.room import RATES_KEY
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_edition
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.sources import stream_of_key
from ledger.sources import One

router = Router("editions")


class RatesNow(msgspec.Struct, frozen=True, kw_only=True):
    """The rates that stand, by base, then quote; each with its day and its source."""

    rates: tuple[Rate, ...]
    version: int


command(
    router,
    publish_rates,
    PublishRates,
    path="/editions/{edition}/rates/publish_rates",
    place=in_edition,
    streams=stream_of_key(RATES, RATES_KEY),
    if_match=False,  # each rate says its day, and none goes back
)


@router.get("/editions/{edition}/rates", answer=RatesNow)
def read_rates(asked: Asked) -> Reply:
    """Return the last published rate of each pair of currencies.

    Raises:
        ApiError: ``edition_unlisted``.
    """
    asked.require_may(NOBODY)
    loaded = asked.site.places.edition(asked.path["edition"]).load(One(RATES, RATES_KEY))
    version = loaded.versions[RATES_KEY]
    now = RatesNow(rates=loaded.state.current, version=version)
    return Reply(content=now, etag=version, cache=ASK_AGAIN)
