"""Revoking a mandate."""

from __future__ import annotations

from bdd import given
from mandates import RECORDED, VERIFIED
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ROJAS

from aggregates.mandate import MANDATE
from aggregates.mandate.events import MandateRevoked
from aggregates.mandate.revoke_mandate import RevokeMandate, revoke_mandate

REVOKE = RevokeMandate(actor=LIN, at=NOON, mandate="mandate-1", reason="He has left the company.")
REVOKED = MandateRevoked(at=NOON, reason="He has left the company.", by="lin-yue")


def test_the_organisation_that_gave_a_mandate_revokes_it() -> None:
    given(MANDATE, RECORDED, VERIFIED).when(revoke_mandate, REVOKE).then(REVOKED)


def test_an_office_may_revoke_a_mandate() -> None:
    given(MANDATE, RECORDED).when(revoke_mandate, replace(REVOKE, actor=OFFICIAL)).then(
        replace(REVOKED, by="he-jing")
    )


def test_nobody_revokes_the_mandate_of_another_organisation() -> None:
    given(MANDATE, RECORDED).when(revoke_mandate, replace(REVOKE, actor=ROJAS)).then_refused(
        "not_your_organisation", organisation="linghai"
    )


def test_what_was_never_recorded_cannot_be_revoked() -> None:
    given(MANDATE).when(revoke_mandate, REVOKE).then_refused("mandate_unknown", mandate="mandate-1")


def test_a_revocation_has_a_reason() -> None:
    given(MANDATE, RECORDED).when(revoke_mandate, replace(REVOKE, reason=" ")).then_refused(
        "text_empty", field="reason"
    )


def test_revoking_twice_changes_nothing() -> None:
    given(MANDATE, RECORDED, REVOKED).when(revoke_mandate, REVOKE).then()
