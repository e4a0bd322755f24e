"""Revoking certificates: once, by the registry, and again only for what is graver."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bdd import given
from msgspec.structs import replace
from people import DAY, NOON, OFFICIAL, REGISTRAR

from aggregates.catalogue import describe
from aggregates.log import LOG
from aggregates.log.certificates.events import CertificateRevoked, RevocationReason
from aggregates.log.certificates.revoke_certificate import RevokeCertificate, revoke_certificate
from aggregates.log.state import evolve

ONE, TWO = "1" * 64, "2" * 64
REVOKE = RevokeCertificate(
    actor=REGISTRAR,
    at=NOON,
    certificate_sha256=ONE,
    serial="ce1ebb6",
    issuer_sha256=TWO,
    reason=RevocationReason.SUPERSEDED,
    reference="SEC-1",
)
REVOKED = CertificateRevoked(
    at=NOON,
    certificate_sha256=ONE,
    serial="ce1ebb6",
    issuer_sha256=TWO,
    reason=RevocationReason.SUPERSEDED,
    invalid_since=None,
    reference="SEC-1",
    by=REGISTRAR.person,
)
STOLEN = RevocationReason.KEY_COMPROMISE


def test_the_registry_revokes_once() -> None:
    given(LOG).when(revoke_certificate, REVOKE).then(REVOKED)
    given(LOG, REVOKED).when(revoke_certificate, replace(REVOKE, at=NOON + DAY)).then()


def test_an_official_revokes_nothing() -> None:
    given(LOG).when(revoke_certificate, replace(REVOKE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("registry",)
    )


@pytest.mark.parametrize("serial", ["", "0", "-1", "CE", "1" * 41])
def test_what_is_no_serial_number_is_refused(serial: str) -> None:
    given(LOG).when(revoke_certificate, replace(REVOKE, serial=serial)).then_refused(
        "identifier_malformed", field="serial", value=serial
    )


def test_nothing_is_revoked_for_a_time_to_come() -> None:
    later = replace(REVOKE, invalid_since=NOON + timedelta(seconds=1))
    given(LOG).when(revoke_certificate, later).then_refused("invalid_since_later", at=NOON)


def test_a_second_revocation_that_says_less_is_refused() -> None:
    stolen = replace(REVOKED, reason=STOLEN)
    given(LOG, stolen).when(revoke_certificate, REVOKE).then_refused(
        "revoked_already", since=NOON, reason="key_compromise"
    )


def test_a_key_that_turns_out_to_be_stolen_is_revoked_again() -> None:
    again = replace(REVOKE, at=NOON + DAY, reason=STOLEN)
    expected = replace(REVOKED, at=NOON + DAY, reason=STOLEN)
    given(LOG, REVOKED).when(revoke_certificate, again).then(expected)


def test_an_earlier_theft_is_told_though_the_certificate_is_revoked() -> None:
    stolen = replace(REVOKED, reason=STOLEN, invalid_since=NOON - DAY)
    earlier = replace(REVOKE, at=NOON + DAY, reason=STOLEN, invalid_since=NOON - 2 * DAY)
    expected = replace(stolen, at=NOON + DAY, invalid_since=NOON - 2 * DAY)
    given(LOG, stolen).when(revoke_certificate, earlier).then(expected)


def test_a_revocation_stands_from_the_first_time_that_it_was_said() -> None:
    again = replace(REVOKED, at=NOON + DAY, reason=STOLEN)
    log = evolve(evolve(LOG.initial, REVOKED), again)
    assert log.certificates.revoked[ONE] == replace(again, at=NOON)


def test_it_is_told_from_when_on_a_certificate_is_not_trusted_if_it_is_known() -> None:
    since = replace(REVOKED, reason=STOLEN, invalid_since=NOON - DAY)
    assert "not to be trusted since" not in describe(REVOKED, "en")
    assert "not to be trusted since" in describe(since, "en")
