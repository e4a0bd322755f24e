"""CANNOT TELL is for files that have nothing to do with the registry that is trusted."""

from __future__ import annotations

import zlib
from io import BytesIO

import msgspec
import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from forgery.pen import sign
from forgery.people import stranger
from forgery.scene import Scene
from papers import blank
from pikepdf import Dictionary, Name, ObjectStreamMode, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from registries import signatory

from signing.cms.identity import Identity, SoftwareKey
from signing.pades.request import SignatureRequest
from signing.verify.ours import MOST_STREAMS, MOST_UNPACKED
from signing.verify.verdict import Level
from signing.verify.verifier import no_trust, verify


def told(scene: Scene, pdf: bytes) -> tuple[Level, str]:
    """Return the level of the verdict on ``pdf``, and its code."""
    verdict = verify(scene.case(pdf))
    assert verdict.reason is not None
    return verdict.level, verdict.reason.code


FOREIGN = (Level.CANNOT_TELL, "not_ours")


def test_of_a_pdf_that_nobody_signed_nothing_can_be_told(scene: Scene) -> None:
    assert told(scene, blank("wen")) == FOREIGN


def test_of_a_pdf_signed_elsewhere_nothing_can_be_told(scene: Scene) -> None:
    certificate, key = stranger(scene)
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.der),
        signing_key=keys.PrivateKeyInfo.load(pkcs8),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(BytesIO(blank("wen")))
    signed = sign_pdf(writer, PdfSignatureMetadata(field_name="wen"), signer)
    assert told(scene, signed.getvalue()) == FOREIGN


def test_what_our_unit_stamped_is_not_foreign(scene: Scene) -> None:
    certificate, key = stranger(scene)
    request = SignatureRequest(field="wen", at=scene.at)
    identity = Identity(certificate, (), SoftwareKey(key))
    pdf = sign(blank("wen"), request, identity, scene.registry.time_stamps)
    assert told(scene, pdf)[0] is Level.NOT_VALID


def test_what_is_signed_by_somebody_of_ours_is_not_foreign(scene: Scene) -> None:
    identity = scene.registry.assist(signatory(), scene.at)
    request = SignatureRequest(field="wen", at=scene.at)
    pdf = sign(blank("wen"), request, identity, scene.registry.time_stamps)
    assert told(scene, pdf)[0] is Level.NOT_VALID
    written_anew = saved(pdf, ObjectStreamMode.generate)
    assert told(scene, written_anew)[0] is Level.NOT_VALID


@pytest.mark.parametrize("mode", [ObjectStreamMode.disable, ObjectStreamMode.generate])
@pytest.mark.parametrize("name", ["signing.json", "签字 signing.json"])
def test_what_has_a_list_of_seats_in_it_is_not_foreign(
    scene: Scene, mode: ObjectStreamMode, name: str
) -> None:
    with pikepdf.open(BytesIO(blank("wen"))) as pdf:
        pdf.attachments[name] = b"{}"
        made = BytesIO()
        pdf.save(made, object_stream_mode=mode)
    assert told(scene, made.getvalue())[0] is Level.NOT_VALID


@pytest.mark.parametrize("file", [b"", b"%PDF-", b"a letter", b"%PDF-1.4\nbroken off"])
def test_what_is_no_whole_pdf_is_not_valid(scene: Scene, file: bytes) -> None:
    assert told(scene, file) == (Level.NOT_VALID, "not_one_pdf")


def test_what_unpacks_to_more_than_is_read_is_not_called_foreign(scene: Scene) -> None:
    with pikepdf.open(BytesIO(blank("wen"))) as pdf:
        pdf.Root.Bomb = pdf.make_stream(b"")
        pdf.Root.Bomb.write(zlib.compress(bytes(MOST_UNPACKED + 1)), filter=Name.FlateDecode)
        made = BytesIO()
        pdf.save(made)
    assert told(scene, made.getvalue())[0] is Level.NOT_VALID


def test_what_has_more_streams_than_are_read_is_not_called_foreign(scene: Scene) -> None:
    many = b"%PDF-1.4\n" + b"stream\n" * (MOST_STREAMS + 1) + b"%%EOF\n"
    assert told(scene, many)[0] is Level.NOT_VALID


def test_by_a_trust_that_cannot_be_read_nothing_is_called_foreign(scene: Scene) -> None:
    broken = msgspec.structs.replace(scene.trust, roots=(b"no certificate",))
    assert verify(scene.case(blank("wen"), broken)).level is Level.NOT_VALID


def test_who_trusts_nobody_can_tell_nothing(scene: Scene) -> None:
    verdict = no_trust(scene.good)
    assert verdict.reason is not None
    assert (verdict.level, verdict.reason.code) == (Level.CANNOT_TELL, "no_trust")
    assert verdict.pdf_sha256 == scene.record.pdf_sha256


def test_each_level_has_its_name_in_the_standard() -> None:
    assert {level.standard for level in Level} == {"TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED"}


def saved(pdf: bytes, mode: ObjectStreamMode) -> bytes:
    """Return ``pdf`` as another program writes it."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.Root.Note = Dictionary(Text=String("written anew"))
        opened.save(made, object_stream_mode=mode)
    return made.getvalue()
