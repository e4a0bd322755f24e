"""A contract with all its signatures, archived: what other readers say of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from forgery.scene import Scene
from registries import this_second
from validators import NOT_JUDGED, TRUSTED, embedded, mutool, openssl_cms, openssl_ts, pdfsig, qpdf

from signing.errors import SignatureError
from signing.pades.document_time_stamp import time_stamped
from signing.pades.evidence import with_evidence
from signing.registry.archive import archived
from signing.registry.office import Service
from signing.registry.registry import Registry


@pytest.fixture(scope="module")
def today(registry_of_today: Registry) -> Scene:
    return Scene(registry_of_today, this_second(), pace=this_second() - this_second())


@pytest.fixture(scope="module")
def paper(today: Scene) -> bytes:
    return archived(today.good, today.registry, (), this_second())


@pytest.fixture(scope="module")
def root(registry_of_today: Registry) -> str:
    return registry_of_today.certificate(Service.ROOT).pem()


def test_pdfsig_trusts_each_signature_and_does_not_judge_the_time_stamp(
    today: Scene, paper: bytes, root: str, tmp_path: Path
) -> None:
    told = pdfsig(paper, root, tmp_path)
    archive = told.pop(f"archive-{len(today.fields)}")
    assert told == dict.fromkeys(today.fields, TRUSTED)
    assert archive == NOT_JUDGED


def test_openssl_accepts_every_message_and_each_time_stamp(
    today: Scene, paper: bytes, root: str, tmp_path: Path
) -> None:
    *signatures, archive = embedded(paper)
    assert len(signatures) == len(today.fields)
    for signature in signatures:
        assert openssl_cms(signature, root, tmp_path)
        assert openssl_ts(signature.token, signature.value, root, tmp_path)
    assert openssl_ts(archive.message, archive.signed, root, tmp_path)


def test_mupdf_and_qpdf_find_nothing_wrong(paper: bytes, tmp_path: Path) -> None:
    assert "igest error" not in mutool(paper, tmp_path)
    assert (qpdf(paper, tmp_path).returncode, qpdf(paper, tmp_path).stderr) == (0, "")


def test_what_is_no_pdf_can_not_be_archived(today: Scene) -> None:
    with pytest.raises(SignatureError, match="pdf_unreadable"):
        with_evidence(b"%PDF-1.7 nothing", today.evidence)
    with pytest.raises(SignatureError, match="pdf_unreadable"):
        time_stamped(b"%PDF-1.7 nothing", today.registry.time_stamps, today.at)


def test_a_time_stamp_of_other_octets_is_not_written(today: Scene) -> None:
    class Confused:
        def stamp(self, digest: bytes, at: datetime) -> bytes:
            return today.registry.time_stamps.stamp(digest[::-1], at)

    with pytest.raises(SignatureError, match="time_stamp_of_another"):
        time_stamped(today.good, Confused(), today.at)
