"""The exported trust is read back strictly."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from registries import DAY, NOON, OFFICE, opened, signatory

from signing.errors import SignatureError
from signing.pki.revocation import Revocation
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy, read_trust, trust_bytes


@pytest.fixture(scope="module")
def policy(registry: Registry) -> TrustPolicy:
    return trust_policy(registry, [Revocation(serial=5, at=NOON, reason="superseded")], NOON)


def test_it_says_whom_to_trust_and_by_which_rules(registry: Registry, policy: TrustPolicy) -> None:
    root = registry.certificate(Service.ROOT).der
    assert (policy.organisation, policy.identifier) == (OFFICE.organisation, OFFICE.identifier)
    assert (policy.roots, policy.time_stamp_roots) == ((root,), (root,))
    assert policy.issuers == (registry.certificate(Service.ISSUING).der,)
    assert policy.issued_at == "2026-09-08T12:00:00Z"
    assert policy.rules.rsa_bits_minimum == "3072"
    assert policy.rules.short_term_seconds_maximum == "900"


def test_it_comes_back(policy: TrustPolicy) -> None:
    assert read_trust(trust_bytes(policy)) == policy


def test_it_is_canonical_json_under_its_format(policy: TrustPolicy) -> None:
    document = json.loads(trust_bytes(policy))
    assert document["format"] == "counterseal/trust/v1"
    assert rfc8785.dumps(document) == trust_bytes(policy)


def _reason(data: bytes) -> str:
    with pytest.raises(SignatureError) as refused:
        read_trust(data)
    assert refused.value.code == "trust_unreadable"
    return str(refused.value.facts["reason"])


def test_another_spelling_is_refused(policy: TrustPolicy) -> None:
    assert _reason(trust_bytes(policy) + b"\n") == "not canonical"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format":"other"}', b"\xff"])
def test_what_is_no_trust_is_refused(data: bytes) -> None:
    assert _reason(data)


def test_a_part_that_nobody_knows_is_refused(policy: TrustPolicy) -> None:
    document = {**json.loads(trust_bytes(policy)), "more": "x"}
    assert "more" in _reason(rfc8785.dumps(document))


def test_a_text_that_is_not_normal_is_refused(policy: TrustPolicy) -> None:
    document = {**json.loads(trust_bytes(policy)), "organisation": "Ine\u0301s"}
    assert "not_canonical" in _reason(rfc8785.dumps(document))


@pytest.mark.parametrize("text", ["", "2026-09-08", "2026-9-8T12:00:00Z", "2026-13-08T12:00:00Z"])
def test_a_wrong_instant_is_refused(policy: TrustPolicy, text: str) -> None:
    wrong = msgspec.structs.replace(policy, issued_at=text)
    assert _reason(trust_bytes(wrong)) == "issued_at"


@pytest.mark.parametrize("number", ["", "0", "-1", "3072.0", "9" * 5000, "many"])
def test_a_rule_without_a_number_is_refused(policy: TrustPolicy, number: str) -> None:
    for part in ("rsa_bits_minimum", "short_term_seconds_maximum"):
        rules = msgspec.structs.replace(policy.rules, **{part: number})
        wrong = msgspec.structs.replace(policy, rules=rules)
        assert _reason(trust_bytes(wrong)) == "rules"


@pytest.fixture(scope="module")
def others(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    other = opened(tmp_path_factory.mktemp("other"))
    return {
        "root": other.certificate(Service.ROOT).der,
        "issuing": other.certificate(Service.ISSUING).der,
        "crl": other.root_crl(),
        "leaf": registry.assist(signatory(), NOON).certificate.der,
        "own issuing": registry.certificate(Service.ISSUING).der,
        "plain": plain(),
        "nothing": b"nothing",
    }


def plain() -> bytes:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    builder = builder.public_key(key.public_key())
    builder = builder.not_valid_before(NOON).not_valid_after(NOON + DAY)
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("part", "held", "reason"),
    [
        ("roots", [], "no root"),
        ("time_stamp_roots", [], "no root"),
        ("roots", ["own issuing"], "roots"),
        ("roots", ["leaf"], "not an authority"),
        ("roots", ["plain"], "not an authority"),
        ("roots", ["root"], "issuers"),
        ("time_stamp_roots", ["own issuing"], "roots"),
        ("issuers", ["issuing"], "issuers"),
        ("issuers", ["leaf"], "not an authority"),
        ("crls", ["crl"], "crls"),
        ("crls", ["nothing"], "crls"),
    ],
)
def test_whatever_does_not_hang_together_is_refused(
    policy: TrustPolicy, others: dict[str, bytes], part: str, held: list[str], reason: str
) -> None:
    values = tuple(others[name] for name in held)
    wrong = msgspec.structs.replace(policy, **{part: values})
    if reason == "issuers" and part == "roots":
        wrong = msgspec.structs.replace(wrong, time_stamp_roots=values)
    assert _reason(trust_bytes(wrong)) == reason


def test_a_certificate_that_can_not_be_read_is_refused(policy: TrustPolicy) -> None:
    wrong = msgspec.structs.replace(policy, issuers=(b"nothing",))
    with pytest.raises(SignatureError, match="certificate_unreadable"):
        read_trust(trust_bytes(wrong))


def test_the_lists_are_those_of_the_export(tmp_path: Path) -> None:
    registry = opened(tmp_path)
    first, later = (trust_policy(registry, (), at) for at in (NOON, NOON + DAY))
    assert first.crls[0] == later.crls[0] == registry.root_crl()
    assert first.crls[1] != later.crls[1]
