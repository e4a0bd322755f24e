"""What readers made by others say of the file that is VALID here."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from forgery.scene import SEATS, Scene
from forgery.tagged import POLICY
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from registries import DAY, this_second
from validators import TRUSTED, embedded, mutool, openssl_cms, openssl_ts, pdfsig, qpdf

from signing.cms.identity import Identity
from signing.own.held import HeldKey
from signing.own.key_file import new_key_file, read_key_file
from signing.pades.prepare import complete, prepare
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.verify.verdict import Level
from signing.verify.verifier import verify

FIELDS = [seat.field for seat in SEATS]


@pytest.fixture(scope="module")
def today(registry_of_today: Registry) -> Scene:
    """An agreement whose certificates are valid while the tests run: others look at the clock."""
    scene = Scene(registry_of_today, this_second(), pace=timedelta(0))
    assert verify(scene.case(scene.good)).level is Level.VALID
    return scene


def rsa_key_file(password: str) -> bytes:
    """Return a file as others make them: with an RSA key."""
    private = rsa.generate_private_key(65537, 3072)
    return pkcs12.serialize_key_and_certificates(
        b"own", private, None, None, BestAvailableEncryption(password.encode())
    )


def signed_outside(scene: Scene, held: HeldKey) -> bytes:
    """Return the file for which a key that the server never had signed, prepared and completed."""
    before = scene.revisions[FIELDS.index("andes") - 1]
    signer = scene.signer("andes", scene.mandate("andes"))
    certificate = scene.registry.enrol(signer, held.public.key, scene.at)
    issuing = scene.registry.issuer_of(certificate)
    asked = scene.request(before, "andes", Identity(certificate, (issuing,), held.signs))
    laid_out = prepare(before, asked, certificate, (issuing,))
    value = held.signs.sign(laid_out.to_be_signed)
    token = scene.registry.time_stamps.stamp(hashlib.sha256(value).digest(), scene.when("andes"))
    return scene.from_then_on(complete(laid_out, value, token), "andes")


@pytest.fixture(scope="module")
def root(registry_of_today: Registry) -> str:
    return registry_of_today.certificate(Service.ROOT).pem()


def test_pdfsig_finds_every_field_valid_and_trusted(
    today: Scene, root: str, tmp_path: Path
) -> None:
    assert pdfsig(today.good, root, tmp_path) == dict.fromkeys(FIELDS, TRUSTED)


def test_openssl_accepts_every_message_and_time_stamp(
    today: Scene, root: str, tmp_path: Path
) -> None:
    signatures = list(embedded(today.good))
    assert len(signatures) == len(FIELDS)
    for signature in signatures:
        assert openssl_cms(signature, root, tmp_path)
        assert openssl_ts(signature.token, signature.value, root, tmp_path)


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_they_accept_a_file_that_somebody_signed_with_a_key_outside(
    today: Scene, root: str, tmp_path: Path, kind: str
) -> None:
    file = new_key_file("a password") if kind == "P-256" else rsa_key_file("a password")
    pdf = signed_outside(today, read_key_file(file, "a password"))
    assert pdfsig(pdf, root, tmp_path)["andes"] == TRUSTED
    own = list(embedded(pdf))[FIELDS.index("andes")]
    assert openssl_cms(own, root, tmp_path)
    assert openssl_ts(own.token, own.value, root, tmp_path)
    assert qpdf(pdf, tmp_path).returncode == 0
    assert verify(today.case(pdf)).level is Level.VALID


def test_openssl_accepts_them_as_of_their_time_when_they_have_expired(
    scene: Scene, tmp_path: Path
) -> None:
    root = scene.registry.certificate(Service.ROOT).pem()
    signatures = dict(zip(FIELDS, embedded(scene.good), strict=True))
    for field, signature in signatures.items():
        assert openssl_cms(signature, root, tmp_path, scene.when(field))
    later = scene.when("official") + DAY
    assert not openssl_cms(signatures["official"], root, tmp_path, later)


def test_mupdf_finds_no_wrong_digest(today: Scene, tmp_path: Path) -> None:
    told = mutool(today.good, tmp_path)
    assert told.count("Verifying signature") == len(FIELDS)
    assert "igest error" not in told


def test_qpdf_finds_nothing_wrong_with_the_file(today: Scene, tmp_path: Path) -> None:
    checked = qpdf(today.good, tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")


def signatures_seen(pdf: bytes) -> list[EmbeddedPdfSignature]:
    """Return the signatures that pyHanko sees, in their order."""
    return list(PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures)


def test_pyhanko_sees_the_same_signatures_over_the_same_octets(scene: Scene) -> None:
    seen = [(one.fq_name, one.byte_range) for one in signatures_seen(scene.good)]
    ours = [(one.field, list(one.byte_range)) for one in scene.case(scene.good).signed]
    assert seen == ours


def test_pyhanko_finds_that_nothing_but_fields_was_filled_in_after_each(scene: Scene) -> None:
    for one in signatures_seen(scene.good):
        one.compute_integrity_info(diff_policy=POLICY)
        assert isinstance(one.diff_result, DiffResult), one.fq_name
        assert one.diff_result.modification_level <= ModificationLevel.FORM_FILLING
