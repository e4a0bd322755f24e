"""What readers made by others say of a paper with all its signatures."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from papers import blank, stamp
from registries import ROJAS, WEN, official, signatory, this_second
from validators import TRUSTED, embedded, mutool, openssl_cms, openssl_ts, pdfsig, qpdf

from signing.cms.identity import Identity, SoftwareKey
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.registry.office import Service
from signing.registry.registry import Registry

FIELDS = ("registry", "wen", "rojas", "official")


@pytest.fixture(scope="module")
def root(registry_of_today: Registry) -> str:
    return registry_of_today.certificate(Service.ROOT).pem()


@pytest.fixture(scope="module")
def paper(registry_of_today: Registry) -> bytes:
    """Sealed, signed by two people (one with an RSA key of their own), closed by an official."""
    now = this_second()
    signers = {
        "registry": registry_of_today.seal,
        "wen": registry_of_today.assist(signatory(WEN), now),
        "rojas": _with_own_key(registry_of_today),
        "official": registry_of_today.assist(official(), now),
    }
    pdf = blank(*FIELDS, locking="official")
    for field, identity in signers.items():
        asked = SignatureRequest(
            field=field, at=now, stamp=stamp(field), certify=field == "registry"
        )
        pdf = sign(pdf, asked, identity, registry_of_today.time_stamps)
    return pdf


def _with_own_key(registry: Registry) -> Identity:
    key = rsa.generate_private_key(65537, 3072)
    certificate = registry.enrol(signatory(ROJAS), key.public_key(), this_second())
    return Identity(certificate, (registry.certificate(Service.ISSUING),), SoftwareKey(key))


def test_pdfsig_finds_every_field_valid_and_trusted(
    paper: bytes, root: str, tmp_path: Path
) -> None:
    assert pdfsig(paper, root, tmp_path) == dict.fromkeys(FIELDS, TRUSTED)


def test_pdfsig_does_not_trust_the_people_of_another_registry(
    paper: bytes, registry: Registry, tmp_path: Path
) -> None:
    other = registry.certificate(Service.ROOT).pem()
    told = pdfsig(paper, other, tmp_path)
    assert {certificate for _, certificate in told.values()}.isdisjoint({TRUSTED[1]})


def test_openssl_accepts_each_message(paper: bytes, root: str, tmp_path: Path) -> None:
    accepted = [openssl_cms(signature, root, tmp_path) for signature in embedded(paper)]
    assert accepted == [True] * len(FIELDS)


def test_openssl_refuses_a_message_over_other_octets(
    paper: bytes, root: str, tmp_path: Path
) -> None:
    first, second, *_ = embedded(paper)
    assert not openssl_cms(second._replace(signed=first.signed), root, tmp_path)


def test_openssl_accepts_each_time_stamp(paper: bytes, root: str, tmp_path: Path) -> None:
    accepted = [
        openssl_ts(signature.token, signature.value, root, tmp_path)
        for signature in embedded(paper)
    ]
    assert accepted == [True] * len(FIELDS)


def test_openssl_refuses_a_time_stamp_over_another_value(
    paper: bytes, root: str, tmp_path: Path
) -> None:
    first, second, *_ = embedded(paper)
    assert not openssl_ts(first.token, second.value, root, tmp_path)


def test_mupdf_finds_no_wrong_digest(paper: bytes, tmp_path: Path) -> None:
    told = mutool(paper, tmp_path)
    assert told.count("Verifying signature") == len(FIELDS)
    assert "igest error" not in told
    assert "unchanged since signing" in told


def test_qpdf_finds_nothing_wrong_with_the_file(paper: bytes, tmp_path: Path) -> None:
    checked = qpdf(paper, tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
