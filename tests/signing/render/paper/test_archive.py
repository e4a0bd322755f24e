"""The archival parts, judged by programs that are not ours."""

from __future__ import annotations

from io import BytesIO

import pytest
from paper.samples import FRAMEWORK, full_sheet
from PIL import Image, ImageCms

from signing.render import code_text, current_manifest, render
from signing.render.paper.archive import pdf_date
from signing.render.paper.icc import srgb_profile
from signing.render.paper.xmp import Metadata, metadata_packet

BEYOND = (
    *("AcroForm", "embedded files", "is 'A', expected 'B'"),
    *("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid"),
)
"""What the validator does not judge: forms, attachments, level A, the schema that PDF/UA needs."""


def test_the_profile_is_srgb_to_within_one_level() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    theirs = ImageCms.createProfile("sRGB")
    change = ImageCms.buildTransform(
        ours, theirs, "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    ramp = Image.frombytes("RGB", (256, 1), bytes(v for n in range(256) for v in (n, 255 - n, 128)))
    turned = ImageCms.applyTransform(ramp, change)
    assert turned is not None
    differences = [abs(a - b) for a, b in zip(ramp.tobytes(), turned.tobytes(), strict=True)]
    assert max(differences) <= 1


def test_a_validator_of_pdfa_knows_nothing_against_the_file() -> None:
    pytest.importorskip("jsonschema")
    pytest.importorskip("fontTools")
    from pikepdf import pdfa  # noqa: PLC0415  # it needs what may be absent

    file = BytesIO(render(FRAMEWORK, full_sheet(FRAMEWORK), current_manifest()))
    report = pdfa.validate_written(file, pdfa.Flavour.PDFA_3B)
    messages = [finding.message for finding in report.findings]
    assert [message for message in messages if not any(word in message for word in BEYOND)] == []


def test_an_instant_becomes_a_date_of_the_file() -> None:
    assert pdf_date("2026-09-08T08:00:00Z") == "D:20260908080000Z"


def test_the_metadata_survive_any_text() -> None:
    packet = metadata_packet(
        Metadata(
            title="A & B <x> {y}",
            subject="s",
            author="a",
            creator="c",
            producer="p",
            instant="2026-09-08T08:00:00Z",
            document_id="0" * 8,
            languages=("en", "zh-Hans"),
        )
    )
    assert "A &amp; B &lt;x&gt; {y}" in packet.decode()
    assert packet.decode().count("<rdf:li>zh-Hans</rdf:li>") == 1


def test_the_code_says_the_page_code_in_capitals() -> None:
    assert code_text("7d3f") == "COUNTERSEAL:7D3F"
