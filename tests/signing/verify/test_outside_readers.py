"""What readers made by others say of the file that is VALID here."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from forgery.scene import SEATS, Scene
from forgery.tagged import POLICY
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from registries import DAY, this_second
from validators import TRUSTED, embedded, mutool, openssl_cms, openssl_ts, pdfsig, qpdf

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
