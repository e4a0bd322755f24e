"""What a mandate covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from bdd import after, then_refused
from mandates import RECORDED, VERIFIED
from msgspec.structs import replace
from people import DAY, NOON

from aggregates.mandate import MANDATE
from aggregates.mandate.coverage import covers
from aggregates.mandate.events import MandateExercised, MandateRevoked, Scope
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Kind, Money, Rate

STANDING = after(MANDATE, RECORDED, VERIFIED)
LIMIT = Money(amount="500000000", currency="CNY")


def rate(base: str, quote: str, number: str, day: str = "2026-09-08") -> Rate:
    return Rate(base=base, quote=quote, rate=number, day=day, source="central bank fixing")


def asking(  # noqa: PLR0917 - reads as the act it stands for
    mandate: Mandate = STANDING,
    amount: Money | None = LIMIT,
    rates: Sequence[Rate] = (),
    kind: Kind = Kind.AGREEMENT,
    at: datetime = NOON,
    scope: Scope = "sign",
    of: tuple[str, str] = ("linghai", "wen-hao"),
) -> Callable[[], None]:
    organisation, person = of
    return lambda: covers(
        mandate,
        organisation=organisation,
        person=person,
        kind=kind,
        amount=amount,
        rates=rates,
        at=at,
        scope=scope,
    )


def test_a_verified_mandate_covers_an_amount_up_to_its_limit() -> None:
    asking()()


def test_a_mandate_covers_an_instrument_that_pledges_nothing() -> None:
    asking(amount=None, kind=Kind.NDA)()


def test_a_mandate_without_limit_covers_any_amount() -> None:
    unlimited = after(MANDATE, replace(RECORDED, limit=None), VERIFIED)
    asking(unlimited, amount=Money(amount="9" * 34, currency="XAU"))()


def test_the_limit_does_not_cumulate() -> None:
    exercised = MandateExercised(
        at=NOON,
        deal="deal-1",
        instrument="agreement-1",
        field="sig-1",
        amount=LIMIT,
        terms_sha256="cd" * 32,
    )
    asking(after(MANDATE, RECORDED, VERIFIED, exercised))()


@pytest.mark.parametrize("of", [("andes", "wen-hao"), ("linghai", "lin-yue")])
def test_a_mandate_is_nobody_elses(of: tuple[str, str]) -> None:
    then_refused(
        asking(of=of), "mandate_not_yours", mandate="mandate-1", organisation=of[0], person=of[1]
    )


def test_a_mandate_that_nobody_verified_covers_nothing() -> None:
    then_refused(asking(after(MANDATE, RECORDED)), "mandate_not_verified", mandate="mandate-1")


def test_a_revoked_mandate_covers_nothing() -> None:
    revoked = MandateRevoked(at=NOON, reason="The board took it back.", by="lin-yue")
    mandate = after(MANDATE, RECORDED, VERIFIED, revoked)
    then_refused(asking(mandate), "mandate_revoked", mandate="mandate-1")


def test_a_mandate_begins_at_its_first_instant_and_ends_before_its_last() -> None:
    asking(at=NOON - DAY)()
    asking(at=NOON + DAY - timedelta(microseconds=1))()


@pytest.mark.parametrize("at", [NOON - DAY - timedelta(microseconds=1), NOON + DAY])
def test_a_mandate_covers_nothing_outside_its_time(at: datetime) -> None:
    then_refused(
        asking(at=at),
        "mandate_not_valid_now",
        mandate="mandate-1",
        valid_from=NOON - DAY,
        valid_until=NOON + DAY,
    )


def test_a_mandate_covers_only_the_instruments_that_it_names() -> None:
    then_refused(
        asking(kind=Kind.AMENDMENT),
        "mandate_wrong_instrument",
        mandate="mandate-1",
        kind="amendment",
    )


def test_a_mandate_to_sign_is_none_to_approve() -> None:
    then_refused(
        asking(scope="approve"), "mandate_wrong_scope", mandate="mandate-1", scope="approve"
    )


def test_the_smallest_excess_is_refused() -> None:
    then_refused(
        asking(amount=Money(amount="500000000.000001", currency="CNY")),
        "mandate_limit_exceeded",
        limit="500000000",
        amount="500000000.000001",
        currency="CNY",
    )


@pytest.mark.parametrize(
    ("amount", "rates"),
    [
        ("70000000", (rate("USD", "CNY", "7.142857142857142857"),)),
        ("71428571.428571", (rate("CNY", "USD", "0.142857142857142857142857"),)),
        ("50000000", (rate("USD", "CNY", "10"), rate("CNY", "USD", "0.000001"))),
        ("50000000", (rate("USD", "CNY", "99", "2026-09-07"), rate("USD", "CNY", "10"))),
    ],
)
def test_an_amount_in_another_currency_is_compared_by_the_published_rate(
    amount: str, rates: tuple[Rate, ...]
) -> None:
    asking(amount=Money(amount=amount, currency="USD"), rates=rates)()


def test_the_comparison_is_unrounded_and_only_the_sentence_is_rounded_up() -> None:
    # one EUR is a third of a CNY: an endless decimal
    rates = (rate("CNY", "EUR", "3"),)
    mandate = after(
        MANDATE, replace(RECORDED, limit=Money(amount="0.333333", currency="CNY")), VERIFIED
    )
    then_refused(
        asking(mandate, amount=Money(amount="1", currency="EUR"), rates=rates),
        "mandate_limit_exceeded",
        limit="0.333333",
        amount="0.333334",
        currency="CNY",
    )


def test_rates_are_not_chained_through_a_third_currency() -> None:
    rates = (rate("USD", "EUR", "0.9"), rate("EUR", "CNY", "7.8"))
    then_refused(
        asking(amount=Money(amount="1", currency="USD"), rates=rates),
        "rate_missing",
        base="USD",
        quote="CNY",
    )
