"""Verifying a mandate."""

from __future__ import annotations

import pytest
from bdd import given
from mandates import RECORDED, VERIFIED
from msgspec.structs import replace
from people import CLERK, LIN, NOON, OFFICIAL

from aggregates.mandate import MANDATE
from aggregates.mandate.events import MandateRecorded, MandateRevoked
from aggregates.mandate.verify_mandate import VerifyMandate, verify_mandate

VERIFY = VerifyMandate(actor=OFFICIAL, at=NOON, mandate="mandate-1")


def test_an_official_verifies_a_mandate() -> None:
    given(MANDATE, RECORDED).when(verify_mandate, VERIFY).then(VERIFIED)


def test_only_an_official_verifies() -> None:
    given(MANDATE, RECORDED).when(verify_mandate, replace(VERIFY, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("official",)
    )


def test_what_was_never_recorded_cannot_be_verified() -> None:
    given(MANDATE).when(verify_mandate, VERIFY).then_refused("mandate_unknown", mandate="mandate-1")


def test_a_revoked_mandate_cannot_be_verified() -> None:
    revoked = MandateRevoked(at=NOON, reason="The board took it back.", by="lin-yue")
    given(MANDATE, RECORDED, revoked).when(verify_mandate, VERIFY).then_refused(
        "mandate_revoked", mandate="mandate-1"
    )


@pytest.mark.parametrize(
    "recorded",
    [
        replace(RECORDED, by="he-jing"),
        replace(RECORDED, person="he-jing"),
        replace(RECORDED, organisation="bureau"),
    ],
)
def test_nobody_verifies_a_mandate_in_which_they_have_a_stake(recorded: MandateRecorded) -> None:
    given(MANDATE, recorded).when(verify_mandate, VERIFY).then_refused(
        "four_eyes", mandate="mandate-1", person="he-jing"
    )


def test_verifying_twice_changes_nothing() -> None:
    given(MANDATE, RECORDED, VERIFIED).when(verify_mandate, VERIFY).then()
    given(MANDATE, RECORDED, VERIFIED).when(verify_mandate, replace(VERIFY, actor=CLERK)).then()
