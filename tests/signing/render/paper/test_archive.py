"""The archival parts, judged by programs that are not ours."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec.structs import replace
from paper.samples import FRAMEWORK, JOINT_VENTURE, full_sheet
from pikepdf import Pdf
from PIL import Image, ImageCms

from aggregates.signing_sheet import sheet_bytes
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


def test_the_code_leads_any_telephone_to_the_page_of_the_document() -> None:
    sheet = full_sheet(JOINT_VENTURE)
    at = replace(sheet, codes_at="https://fair.example.org/verify/")
    assert code_text(at) == f"https://fair.example.org/verify/{sheet.page_code}"


def test_without_an_address_the_code_says_the_page_code_in_capitals() -> None:
    sheet = full_sheet(JOINT_VENTURE)
    assert code_text(sheet) == f"COUNTERSEAL:{sheet.page_code.upper()}"


def test_the_address_is_in_the_sheet_that_the_file_holds() -> None:
    sheet = replace(full_sheet(JOINT_VENTURE), codes_at="https://fair.example.org/verify/")
    with Pdf.open(BytesIO(render(JOINT_VENTURE, sheet, current_manifest()))) as pdf:
        assert pdf.attachments["signing.json"].get_file().read_bytes() == sheet_bytes(sheet)
