"""Something was added to a sealed file: it is said, named, and the sealed file is offered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from forgery.scene import Scene
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.verify.added import named, sealed_ends
from signing.verify.case import Case
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import first_look, verify


def stamped(pdf: bytes) -> bytes:
    """Return a file to which a gateway added the stamp of incoming mail."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 30)))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Stamp"),
            generic.pdf_name("/Rect"): box,
            generic.pdf_name("/Contents"): generic.pdf_string("Received"),
        }
    )
    annotations = page.get("/Annots", generic.ArrayObject())
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([*annotations, writer.add_object(note)])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def case_of(scene: Scene, pdf: bytes) -> Case:
    return Case(pdf=pdf, trust=scene.trust, at=scene.archived_at + timedelta(minutes=5))


def judged(scene: Scene, pdf: bytes) -> Verdict:
    return verify(case_of(scene, pdf))


@pytest.mark.parametrize(
    ("add", "what"),
    [
        (stamped, "annotation Stamp, page, catalogue, metadata"),
        (lambda pdf: pdf + b"<!-- scanned by a gateway -->\n", "octets"),
        (lambda pdf: pdf + b"1 0 obj <</S /JavaScript>> endobj\n%%EOF\n", "script"),
    ],
)
def test_what_was_added_is_named_and_what_was_sealed_is_offered(
    scene: Scene, add: Callable[[bytes], bytes], what: str
) -> None:
    file = add(scene.archived)
    verdict = judged(scene, file)
    assert verdict.level is Level.NOT_VALID
    assert verdict.reason is not None
    assert (verdict.reason.code, verdict.reason.facts["added"]) == ("added_after_sealing", what)
    assert verdict.reason.facts["octets"] == str(len(file) - len(scene.archived))
    assert verdict.intact is not None
    intact = file[: verdict.intact.octets]
    assert intact == scene.archived
    assert verdict.intact.sha256 == hashlib.sha256(intact).hexdigest()
    assert judged(scene, intact).level is Level.VALID


def test_the_first_look_says_so_too(scene: Scene) -> None:
    verdict = first_look(case_of(scene, scene.archived + b"more"))
    assert verdict.reason is not None
    assert verdict.reason.code == "added_after_sealing"


def test_every_step_still_says_what_is_wrong_with_the_file(scene: Scene) -> None:
    verdict = judged(scene, scene.archived + b"more")
    assert [finding.step for finding in verdict.findings if finding.reason is not None]


def test_a_file_that_was_only_signed_is_not_sealed(scene: Scene) -> None:
    verdict = judged(scene, scene.good + b"more")
    assert (verdict.added, verdict.intact) == (None, None)


def test_an_altered_seal_is_not_offered(scene: Scene) -> None:
    altered = scene.archived.replace(b"/Rect", b"/Rech", 1)
    verdict = judged(scene, altered + b"more")
    assert (verdict.level, verdict.intact) == (Level.NOT_VALID, None)


def test_a_file_that_is_whole_is_not_looked_into(scene: Scene) -> None:
    assert judged(scene, scene.archived).added is None


def test_where_only_the_ledger_has_another_file_nothing_was_added(scene: Scene) -> None:
    from signing.verify.case import Record  # noqa: PLC0415 - of this test alone

    record = Record(
        base_pdf_sha256=hashlib.sha256(scene.base).hexdigest(),
        pdf_sha256="00" * 32,
        status_now="in_force",
    )
    held = Case(pdf=scene.archived, trust=scene.trust, at=scene.archived_at, record=record)
    verdict = verify(held)
    assert (verdict.level, verdict.added) == (Level.NOT_VALID, None)


def test_no_more_than_two_beginnings_are_judged_and_no_more_than_64_ends_looked_at() -> None:
    sealed = b"%PDF /DocTimeStamp %%EOF\n"
    assert list(sealed_ends(sealed * 9)) == [8 * len(sealed), 7 * len(sealed)]
    assert list(sealed_ends(sealed + b"%%EOF" * 64)) == []
    assert list(sealed_ends(b"")) == []


def test_what_cannot_be_read_is_octets() -> None:
    assert named(b"\x00\x01") == ("octets",)
    assert named(b"/Type /Catalog /Subtype /Highlight") == ("annotation Highlight", "catalogue")
