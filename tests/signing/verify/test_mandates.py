"""Amounts, limits and rates; what a signatory may not sign is among the forged files."""

from __future__ import annotations

import msgspec
import pytest
from forgery.attacks.certificates import signed_by
from forgery.people import Made, made
from forgery.scene import TERMS, Scene
from registries import NOON

from aggregates.terms import Terms
from aggregates.vocabulary import Kind, Money, Rate
from signing.registry.registry import Registry
from signing.verify.mandates import LONGEST_NUMBER
from signing.verify.verifier import verify


def rate(number: str) -> Rate:
    """Return what a yuan was worth in Chilean pesos on the day."""
    return Rate(base="CNY", quote="CLP", rate=number, day="2026-09-08", source="the central bank")


def code(registry: Registry, terms: Terms, limit: Money | None, *rates: Rate) -> str:
    """Return the code of the verdict when Andes signs under ``limit``, empty when valid."""
    scene = Scene(registry, NOON, terms, rates=rates)
    mandate = msgspec.structs.replace(scene.mandate("andes"), limit=limit)
    verdict = verify(scene.case(signed_by(scene, made(scene, "andes", Made(mandate=mandate)))))
    return "" if verdict.reason is None else verdict.reason.code


@pytest.mark.parametrize(
    ("limit", "expected"), [("64800000000", ""), ("64799999999.9", "above_limit")]
)
def test_an_amount_is_held_against_a_limit_in_another_currency(
    registry: Registry, limit: str, expected: str
) -> None:
    pesos = Money(amount=limit, currency="CLP")
    assert code(registry, TERMS, pesos, rate("135")) == expected


@pytest.mark.parametrize("number", ["135.0", "1e-3", f"0.{'0' * LONGEST_NUMBER}1"])
def test_a_rate_that_is_no_plain_number_tells_nothing(registry: Registry, number: str) -> None:
    pesos = Money(amount="64800000000", currency="CLP")
    assert code(registry, TERMS, pesos, rate(number)) == "above_limit"


def test_a_mandate_without_a_limit_covers_every_amount(registry: Registry) -> None:
    assert code(registry, TERMS, None) == ""


def test_an_instrument_without_an_amount_is_within_every_limit(registry: Registry) -> None:
    terms = msgspec.structs.replace(TERMS, kind=Kind.NDA, values={})
    assert code(registry, terms, Money(amount="1", currency="CNY")) == ""
