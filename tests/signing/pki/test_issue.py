"""The certificate profile, as issued; OpenSSL reads it strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from registries import DAY, NOON, OFFICE, newest_list, official, opened, signatory, this_second
from validators import openssl_verify

from signing.errors import SignatureError
from signing.pki import oids
from signing.pki.certificate import Certificate
from signing.pki.profile import USAGES, YEAR
from signing.registry.office import Service
from signing.registry.registry import Registry

BASE = "http://pki.example.org/"


def usages(certificate: Certificate) -> set[str]:
    usage = certificate.x509.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    agreed = {"encipher_only", "decipher_only"}  # only asked where keys are agreed on
    return {name for name in USAGES if name not in agreed and getattr(usage.value, name)}


def purposes(certificate: Certificate) -> tuple[list[str], bool]:
    extended = certificate.x509.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    return [oid.dotted_string for oid in extended.value], extended.critical


def test_the_root_is_a_p384_authority_signed_by_itself(registry: Registry) -> None:
    root = registry.certificate(Service.ROOT)
    root.x509.verify_directly_issued_by(root.x509)
    key = root.x509.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp384r1"
    assert usages(root) == {"key_cert_sign", "crl_sign"}
    assert root.subject == OFFICE.subject(Service.ROOT)


def test_no_authority_can_be_issued_below_the_issuing_one(registry: Registry) -> None:
    for service, below in ((Service.ROOT, 1), (Service.ISSUING, 0)):
        held = registry.certificate(service).x509.extensions
        constraints = held.get_extension_for_class(x509.BasicConstraints)
        assert (constraints.critical, constraints.value.ca) == (True, True)
        assert constraints.value.path_length == below


def test_the_time_stamping_unit_does_nothing_else(registry: Registry) -> None:
    unit = registry.certificate(Service.TIME_STAMPING)
    unit.x509.verify_directly_issued_by(registry.certificate(Service.ROOT).x509)
    assert usages(unit) == {"digital_signature"}
    assert purposes(unit) == (["1.3.6.1.5.5.7.3.8"], True)
    assert unit.policies == {oids.TIME_STAMP_POLICY}


def test_a_signer_commits_to_documents_and_does_nothing_else(registry: Registry) -> None:
    signers = [registry.assist(signatory(), NOON).certificate, registry.certificate(Service.SEAL)]
    for signer in signers:
        signer.x509.verify_directly_issued_by(registry.certificate(Service.ISSUING).x509)
        assert usages(signer) == {"content_commitment"}
        assert purposes(signer) == ([oids.DOCUMENT_SIGNING, oids.EMAIL_PROTECTION], False)


def test_an_assisted_certificate_lives_for_fifteen_minutes(registry: Registry) -> None:
    certificate = registry.assist(signatory(), NOON).certificate
    assert (certificate.not_after - certificate.not_before).total_seconds() == 900
    assert certificate.not_before < NOON < certificate.not_after


def test_an_enrolled_certificate_lives_for_two_years_and_can_be_revoked(registry: Registry) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    certificate = registry.enrol(official(), key, NOON)
    assert certificate.not_after - certificate.not_before == 2 * YEAR
    assert not certificate.is_short_term


def test_serial_numbers_are_random(registry: Registry) -> None:
    serials = {registry.assist(official(), NOON).certificate.serial for _ in range(8)}
    assert len(serials) == 8
    assert 2**100 < max(serials) < 2**128


def test_a_certificate_does_not_outlive_its_issuer(registry: Registry) -> None:
    ends_at = registry.certificate(Service.ISSUING).not_after
    registry.assist(official(), ends_at - DAY)
    for at in (ends_at, NOON - DAY):
        with pytest.raises(SignatureError) as refused:
            registry.assist(official(), at)
        assert refused.value.code == "outlives_issuer"
        assert refused.value.facts == {"issuer_ends_at": ends_at}


def _places(certificate: Certificate) -> list[str]:
    held = certificate.x509.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    return [f"{_kind(each)} {each.access_location.value}" for each in held.value]


def _kind(access: x509.AccessDescription) -> str:
    return "ocsp" if access.access_method == Access.OCSP else "issuer"


def _lists(certificate: Certificate) -> list[x509.GeneralName]:
    held = certificate.x509.extensions.get_extension_for_class(x509.CRLDistributionPoints)
    return [name for point in held.value for name in point.full_name or ()]


def test_published_lists_and_answers_are_named_in_certificates(tmp_path: Path) -> None:
    registry = opened(tmp_path, published_at=BASE)
    seal = registry.certificate(Service.SEAL)
    assert _lists(seal) == [x509.UniformResourceIdentifier(f"{BASE}issuing.crl")]
    assert _places(seal) == [f"ocsp {BASE}ocsp/issuing", f"issuer {BASE}issuing.cer"]
    issuing = registry.certificate(Service.ISSUING)
    assert _places(issuing) == [f"ocsp {BASE}ocsp/root", f"issuer {BASE}root.cer"]


def test_nobody_is_asked_about_short_term_certificates_and_responders(tmp_path: Path) -> None:
    registry = opened(tmp_path, published_at=BASE)
    assisted = registry.assist(official(), NOON).certificate
    responder = registry.certificate(Service.ISSUING_STATUS)
    for certificate in (assisted, responder):
        assert _places(certificate) == [f"issuer {BASE}issuing.cer"]
    assert responder.x509.extensions.get_extension_for_class(x509.OCSPNoCheck)


def test_what_is_not_published_is_said_to_be_with_the_issuer(registry: Registry) -> None:
    issuing = registry.certificate(Service.ISSUING).x509
    assert _lists(registry.certificate(Service.SEAL)) == [x509.DirectoryName(issuing.subject)]
    with pytest.raises(x509.ExtensionNotFound):
        _places(registry.certificate(Service.SEAL))


@pytest.mark.parametrize("published_at", ["", BASE])
def test_openssl_builds_the_path_strictly_and_with_lists(published_at: str, tmp_path: Path) -> None:
    registry = opened(tmp_path, this_second(), published_at)
    issued = newest_list(registry, (), this_second())
    lists = [x509.load_der_x509_crl(der) for der in (registry.root_crl(), issued)]
    others = {
        "-CAfile": registry.certificate(Service.ROOT).pem(),
        "-untrusted": registry.certificate(Service.ISSUING).pem(),
        "-CRLfile": "".join(each.public_bytes(Encoding.PEM).decode() for each in lists),
    }
    signer = registry.assist(signatory(), this_second()).certificate
    assert openssl_verify(signer.der, others, tmp_path).strip().endswith("OK")
