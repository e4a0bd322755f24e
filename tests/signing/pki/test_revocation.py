"""Lists of what is revoked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace
from registries import DAY, NOON, newest_list, opened, signatory

from signing.errors import SignatureError
from signing.pki.revocation import Revocation, is_listed
from signing.registry.folder import ROOT_CRL_VALID_FOR
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.statements import ISSUING_CRL_VALID_FOR

LOST = Revocation(serial=77, at=NOON, reason="key_compromise", invalid_since=NOON - DAY)
LEFT = Revocation(serial=5, at=NOON, reason="affiliation_changed")


def issued(registry: Registry, *revoked: Revocation) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl(newest_list(registry, revoked, NOON))


def test_a_list_is_the_issuers_and_is_good_for_a_week(registry: Registry) -> None:
    crl, issuer = issued(registry), registry.certificate(Service.ISSUING).x509
    assert crl.issuer == issuer.subject
    key = issuer.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert crl.is_signature_valid(key)
    assert (crl.last_update_utc, crl.next_update_utc) == (NOON, NOON + ISSUING_CRL_VALID_FOR)
    assert list(crl) == []


def test_a_list_says_since_when_and_why(registry: Registry) -> None:
    first, second = issued(registry, LOST, LEFT)
    assert (first.serial_number, second.serial_number) == (5, 77)
    assert second.revocation_date_utc == NOON
    reason = second.extensions.get_extension_for_class(x509.CRLReason).value
    since = second.extensions.get_extension_for_class(x509.InvalidityDate).value
    assert reason.reason is x509.ReasonFlags.key_compromise
    assert since.invalidity_date_utc == NOON - DAY
    assert len(first.extensions) == 1


def test_a_later_list_has_a_greater_number(registry: Registry) -> None:
    instants = [NOON, NOON + timedelta(microseconds=1), NOON + DAY]
    lists = [x509.load_der_x509_crl(newest_list(registry, (), at)) for at in instants]
    numbers = [crl.extensions.get_extension_for_class(x509.CRLNumber).value for crl in lists]
    assert sorted({number.crl_number for number in numbers}) == [
        number.crl_number for number in numbers
    ]


def test_the_root_keeps_its_list_for_years_until_it_is_renewed(tmp_path: Path) -> None:
    registry = opened(tmp_path)
    founded = x509.load_der_x509_crl(registry.root_crl())
    assert founded.next_update_utc == NOON + ROOT_CRL_VALID_FOR
    serial = registry.certificate(Service.ISSUING).serial
    gone = Revocation(serial=serial, at=NOON + DAY, reason="ca_compromise")
    renewed = registry.renew_root_crl([gone], NOON + DAY)
    assert opened(tmp_path).root_crl() == renewed
    assert [entry.serial_number for entry in x509.load_der_x509_crl(renewed)] == [serial]


def test_a_list_says_a_revocation_with_since_when_and_why(registry: Registry) -> None:
    said = Revocation(serial=7, at=NOON, reason="key_compromise", invalid_since=NOON - DAY)
    listed = x509.load_der_x509_crl(newest_list(registry, [said], NOON + DAY))
    assert is_listed(listed, said)
    for other in ({"serial": 8}, {"at": NOON + DAY}, {"reason": "superseded"}):
        assert not is_listed(listed, replace(said, **other))
    assert not is_listed(listed, replace(said, invalid_since=None))


def test_without_the_roots_key_its_list_stays_and_all_else_goes_on(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "pki" / "root.key").unlink()
    registry = opened(tmp_path)
    with pytest.raises(SignatureError) as refused:
        registry.renew_root_crl([], NOON + DAY)
    assert (refused.value.code, refused.value.facts) == ("key_offline", {"service": "root"})
    assert x509.load_der_x509_crl(registry.root_crl()).last_update_utc == NOON
    assert registry.assist(signatory(), NOON).certificate.is_short_term
