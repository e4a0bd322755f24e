"""Publishing exchange rates."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ORGANISER

from aggregates.rates import RATES
from aggregates.rates.events import RatePublished
from aggregates.rates.publish_rates import PublishRates, publish_rates
from aggregates.vocabulary import Rate

USD = Rate(base="USD", quote="CNY", rate="7.1088", day="2026-09-08", source="central bank fixing")
EUR = Rate(base="EUR", quote="CNY", rate="8.3021", day="2026-09-08", source="central bank fixing")
PUBLISH = PublishRates(actor=ORGANISER, at=NOON, rates=(USD, EUR))
PUBLISHED = RatePublished(at=NOON, rates=(EUR, USD), by="sato")


def test_the_organiser_publishes_rates_together() -> None:
    given(RATES).when(publish_rates, PUBLISH).then(PUBLISHED)


def test_an_official_may_publish_rates() -> None:
    given(RATES).when(publish_rates, replace(PUBLISH, actor=OFFICIAL)).then(
        replace(PUBLISHED, by="he-jing")
    )


def test_the_last_rate_of_each_pair_stands() -> None:
    tomorrow = replace(USD, rate="7.12", day="2026-09-09")
    later = RatePublished(at=NOON, rates=(tomorrow,), by="sato")
    assert after(RATES).current == ()
    assert after(RATES, PUBLISHED, later).current == (EUR, tomorrow)


def test_a_rate_may_be_mended_for_its_own_day() -> None:
    mended = replace(USD, rate="7.1089")
    given(RATES, PUBLISHED).when(publish_rates, replace(PUBLISH, rates=(mended,))).then(
        RatePublished(at=NOON, rates=(mended,), by="sato")
    )


def test_a_lead_publishes_no_rate() -> None:
    given(RATES).when(publish_rates, replace(PUBLISH, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("organiser", "official")
    )


def test_a_rate_of_an_earlier_day_does_not_replace_a_later_one() -> None:
    stale = replace(USD, day="2026-09-07")
    given(RATES, PUBLISHED).when(publish_rates, replace(PUBLISH, rates=(stale,))).then_refused(
        "rate_outdated", base="USD", quote="CNY", day="2026-09-07", standing="2026-09-08"
    )


def test_a_rate_is_of_a_day_that_has_begun_somewhere() -> None:
    ahead = replace(PUBLISH, rates=(replace(USD, day="2026-09-09"),))
    facts = {"base": "USD", "quote": "CNY", "day": "2026-09-09"}
    given(RATES).when(publish_rates, replace(ahead, at=NOON - DAY / 8)).then_refused(
        "rate_ahead", **facts
    )
    given(RATES).when(publish_rates, ahead).then(
        RatePublished(at=NOON, rates=ahead.rates, by="sato")
    )


def test_one_publication_has_one_rate_of_a_pair() -> None:
    command = replace(PUBLISH, rates=(USD, replace(USD, rate="7.2")))
    given(RATES).when(publish_rates, command).then_refused("rate_twice", base="USD", quote="CNY")


def test_a_publication_has_a_rate() -> None:
    given(RATES).when(publish_rates, replace(PUBLISH, rates=())).then_refused(
        "list_empty", field="rates"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"base": "usd"}, "currency_malformed", {"field": "rates.base", "value": "usd"}),
        ({"quote": ""}, "currency_malformed", {"field": "rates.quote", "value": ""}),
        ({"quote": "USD"}, "rate_of_one_currency", {"currency": "USD"}),
        ({"rate": "0"}, "not_positive", {"field": "rates.rate", "value": "0"}),
        ({"rate": "7,1"}, "decimal_not_canonical", {"field": "rates.rate", "value": "7,1"}),
        ({"day": "today"}, "day_malformed", {"field": "rates.day", "value": "today"}),
        ({"source": ""}, "text_empty", {"field": "rates.source"}),
    ],
)
def test_an_ill_formed_rate_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    command = replace(PUBLISH, rates=(EUR, replace(USD, **wrong)))
    given(RATES).when(publish_rates, command).then_refused(code, **facts)


def test_publishing_twice_changes_nothing() -> None:
    given(RATES, PUBLISHED).when(publish_rates, PUBLISH).then()
    given(RATES, PUBLISHED).when(publish_rates, replace(PUBLISH, rates=(EUR,))).then()
