"""Certificates are revoked over HTTP, and anybody's reader hears of it."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from http_fair import Fair, Person, Said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registries import NOON, official, opened
from tools import need

from aggregates.vocabulary import Role
from signing.pki.certificate import Certificate
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.rotating import prepare_rotation

HERE = "/pki/ocsp/issuing"


@pytest.fixture(scope="module")
def authority(fair: Fair) -> Registry:
    return fair.house.installation.authority


@pytest.fixture
def issued(fair: Fair, authority: Registry) -> Certificate:
    """A certificate of two years, for a key that an official keeps."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return authority.enrol(official(), key, fair.house.clock())


@pytest.fixture(scope="module")
def registrar(fair: Fair) -> Person:
    return fair.person(Role.REGISTRY)


def revokes(who: Person, certificate: bytes, **facts: str) -> Said:
    """Ask that a certificate be revoked."""
    body = {
        "certificate": base64.b64encode(certificate).decode(),
        "reason": "key_compromise",
        "reference": "SEC-2026-1",
        **facts,
    }
    who.shows_presence("revoke_certificate", "")
    return who.post("/certificates/revoke_certificate", body)


def question(about: Certificate, authority: Registry) -> bytes:
    issuer = authority.certificate(Service.ISSUING).x509
    builder = ocsp.OCSPRequestBuilder().add_certificate(about.x509, issuer, SHA256())
    return builder.build().public_bytes(Encoding.DER)


def asked(fair: Fair, content: bytes) -> ocsp.OCSPResponse:
    """Ask about a certificate by POST."""
    said = fair.client.post(HERE, content=content)
    assert (said.status_code, said.headers["content-type"]) == (200, "application/ocsp-response")
    return ocsp.load_der_ocsp_response(said.content)


def serials(fair: Fair) -> set[int]:
    """Return what the issuing authority's list names, a minute later."""
    fair.house.clock.forward(minutes=1)
    listed = fair.client.get("/pki/issuing.crl")
    assert (listed.status_code, listed.headers["content-type"]) == (200, "application/pkix-crl")
    return {entry.serial_number for entry in x509.load_der_x509_crl(listed.content)}


def test_what_the_registry_revokes_is_on_the_list_and_in_the_answers(
    fair: Fair, authority: Registry, registrar: Person, issued: Certificate
) -> None:
    before = asked(fair, question(issued, authority))
    assert before.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert issued.serial not in serials(fair)
    said = revokes(registrar, issued.der).then()
    assert said.types == ["ledger.certificate_revoked.v1"]
    after = asked(fair, question(issued, authority))
    assert after.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert after.revocation_reason is x509.ReasonFlags.key_compromise
    assert issued.serial in serials(fair)


def test_a_certificate_of_one_signature_is_revoked_as_well(
    fair: Fair, authority: Registry, registrar: Person
) -> None:
    short = authority.assist(official(), fair.house.clock()).certificate
    revokes(registrar, short.pem().encode(), reason="privilege_withdrawn").then()
    answer = asked(fair, question(short, authority))
    assert answer.revocation_reason is x509.ReasonFlags.privilege_withdrawn


def test_revoking_again_changes_nothing_and_is_listed_once(
    registrar: Person, issued: Certificate
) -> None:
    revokes(registrar, issued.der).then()
    assert revokes(registrar, issued.der).then().types == []
    items = registrar.get("/certificates/revoked").then().body["items"]
    told = [one for one in items if one["certificate_sha256"] == issued.sha256]
    assert [(one["reason"], one["serial"]) for one in told] == [
        ("key_compromise", f"{issued.serial:x}")
    ]


def test_what_is_graver_than_was_said_before_is_on_the_list_of_the_root_too(
    fair: Fair, registrar: Person, tmp_path: Path
) -> None:
    other, installation = opened(tmp_path, fair.house.clock()), fair.house.installation
    responder, ours = other.certificate(Service.ROOT_STATUS), installation.authority
    installation.authority = other
    try:
        revokes(registrar, responder.der, reason="superseded").then()
        assert reasons(other) == [x509.ReasonFlags.superseded]
        revokes(registrar, responder.der).then()
    finally:
        installation.authority = ours
    assert reasons(other) == [x509.ReasonFlags.key_compromise]


def reasons(registry: Registry) -> list[x509.ReasonFlags]:
    """Return why the root's list names what it names."""
    listed = x509.load_der_x509_crl(registry.root_crl())
    return [one.extensions.get_extension_for_class(x509.CRLReason).value.reason for one in listed]


def test_the_same_question_may_be_asked_by_get(
    fair: Fair, authority: Registry, issued: Certificate
) -> None:
    content = question(issued, authority)
    written = base64.b64encode(content).decode()
    said = fair.client.get(f"{HERE}/{written}")
    assert said.status_code == 200
    assert "max-age" in said.headers["cache-control"]
    answer = ocsp.load_der_ocsp_response(said.content)
    assert answer.serial_number == issued.serial


@pytest.mark.parametrize(
    "content", [b"", b"\x30\x00", b"not DER at all", b"\x30" * 10_000, bytes(4096)]
)
def test_what_is_no_question_is_answered_as_malformed(fair: Fair, content: bytes) -> None:
    said = asked(fair, content)
    assert said.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_who_asks_while_an_authority_has_no_responder_yet_is_told_to_try_later(
    fair: Fair, tmp_path: Path
) -> None:
    registry, installation = opened(tmp_path), fair.house.installation
    prepare_rotation(registry, Service.ISSUING, NOON)
    waits = tmp_path / "pki" / "issuing-2.cer.waiting"
    waits.rename(waits.with_suffix(""))
    content, ours = question(registry.seal.certificate, registry), installation.authority
    installation.authority = registry
    try:
        said = fair.client.post("/pki/ocsp/issuing-2", content=content)
    finally:
        installation.authority = ours
    answer = ocsp.load_der_ocsp_response(said.content)
    assert answer.response_status is ocsp.OCSPResponseStatus.TRY_LATER
    assert said.headers["cache-control"] == "no-store"


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(flips=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_question_however_bent_is_a_failure_of_ours(
    fair: Fair, authority: Registry, flips: list[tuple[int, int]]
) -> None:
    bent = bytearray(question(authority.certificate(Service.SEAL), authority))
    for place, octet in flips:
        bent[place % len(bent)] = octet
    asked(fair, bytes(bent))


@pytest.mark.parametrize(
    "path", ["nowhere.crl", "seal.cer", "issuing.exe", "issuing", "ocsp/seal/MAA=", "root.crl.crl"]
)
def test_what_is_not_there_is_not_found(fair: Fair, path: str) -> None:
    fair.house.clock.forward(minutes=1)
    assert fair.client.get(f"/pki/{path}").status_code == 404


def test_others_may_keep_a_list_for_a_while(fair: Fair) -> None:
    said = fair.client.get("/pki/root.crl")
    assert said.headers["cache-control"].startswith("public, max-age=300")
    assert {"etag", "expires"} <= said.headers.keys()


def test_the_authorities_are_there_by_their_labels(fair: Fair, authority: Registry) -> None:
    for service in (Service.ROOT, Service.ISSUING):
        said = fair.client.get(f"/pki/{service.value}.cer")
        assert said.content == authority.certificate(service).der


def test_a_certificate_of_somebody_else_is_not_revoked(
    registrar: Person, registry_elsewhere: Registry
) -> None:
    stranger = registry_elsewhere.certificate(Service.SEAL)
    revokes(registrar, stranger.der).then_refused(422, "issuer_not_ours")


@pytest.fixture
def registry_elsewhere(tmp_path: Path) -> Registry:
    return opened(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no certificate", bytes(20_000)])
def test_what_is_no_certificate_is_refused(registrar: Person, content: bytes) -> None:
    revokes(registrar, content).then_refused(422, "certificate_malformed")


def test_only_the_registry_revokes(fair: Fair, issued: Certificate) -> None:
    other = fair.person(Role.OFFICIAL)
    assert revokes(other, issued.der).response.status_code == 403


def test_openssl_reads_the_list_and_the_answer(
    fair: Fair, authority: Registry, registrar: Person, issued: Certificate, tmp_path: Path
) -> None:
    revokes(registrar, issued.der).then()
    serials(fair)
    answer = fair.client.post(HERE, content=question(issued, authority)).content
    files = {
        "list.crl": fair.client.get("/pki/issuing.crl").content,
        "answer.der": answer,
        "issuing.pem": authority.certificate(Service.ISSUING).pem().encode(),
        "root.pem": authority.certificate(Service.ROOT).pem().encode(),
        "issued.pem": issued.pem().encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    program = need("openssl")
    chain = ["-CAfile", "root.pem"]
    listed = [program, "crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "issuing.pem"]
    ran = subprocess.run([*listed, "-noout"], cwd=tmp_path, capture_output=True, check=False)
    assert b"verify OK" in ran.stderr
    ask = [
        "-sha256",
        "-issuer",
        "issuing.pem",
        "-cert",
        "issued.pem",
        "-respin",
        "answer.der",
        "-no_nonce",
    ]
    anytime = ("-validity_period", "1000000000")  # the clock of the fair is not this machine's
    later = f"{int(fair.house.clock().timestamp())}"
    shown = subprocess.run(
        [program, "ocsp", *ask, *chain, "-attime", later, *anytime],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"revoked" in shown.stdout, shown.stderr
    assert b"Response verify OK" in shown.stderr
