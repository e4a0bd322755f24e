"""Documents and sheets are taken that lie still; not what acts, loads, swells, hides or nests."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hostile import document, field, office, overlapping, packed, relation, sheet, turn, types

from api.annexes.looking.look import look_into
from api.refusals import ApiError

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;&b;</x>'
EXTERNAL = b'<!DOCTYPE x SYSTEM "https://example.org/x.dtd"><x/>'
SUM = office("xlsx", xl__worksheets__sheet1_dot_xml=sheet("SUM(A1:A9)*1.05"))
MACRO_TYPE = '<Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def code_of(content: bytes, name: str = "file.txt") -> str:
    """Return what a file is refused for, or what it is."""
    try:
        return look_into(BytesIO(content), name).value
    except ApiError as refused:
        return refused.code


def docx(*runs: str) -> bytes:
    """Return a document with these runs."""
    return office("docx", word__document_dot_xml=document(*runs))


def xlsx(formula: str) -> bytes:
    """Return a sheet with this formula."""
    return office("xlsx", xl__worksheets__sheet1_dot_xml=sheet(formula))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (office("docx"), "docx"),
        (office("xlsx"), "xlsx"),
        (SUM, "xlsx"),
        (office("docx", docProps__thumbnail_dot_jpeg=b"\xff\xd8\xff\xd9"), "docx"),
        (office("xlsx", xl__printerSettings__printerSettings1_dot_bin=b"\\\0x\0"), "xlsx"),
        (office("docx", word___rels__document_dot_xml_dot_rels=relation("hyperlink", "x")), "docx"),
        (docx(*field(' HYPERLINK "https://example.org/LINK" ')), "docx"),
        (docx(*field(" PAGE ")), "docx"),
        (docx(turn("begin"), "<w:instrText> IF </w:instrText>", *field(" PAGE ")), "docx"),
        (docx("<w:t>DDEAUTO is what nobody may write in a field</w:t>"), "docx"),
        (xlsx('IF(A1="CALL(","|!",2)'), "xlsx"),
        (office("xlsx", xl__vml_dot_vml=b"<xml><br></xml>"), "xlsx"),
    ],
)
def test_what_lies_still_is_taken_as_what_it_is(content: bytes, kind: str) -> None:
    assert code_of(content, "x.exe") == kind


@pytest.mark.parametrize("whole", [office("docx"), SUM], ids=["docx", "xlsx"])
def test_an_archive_that_ends_before_its_end_is_refused(whole: bytes) -> None:
    cut = {code_of(whole[:length]) for length in range(4, len(whole))}
    assert cut <= {"annex_damaged", "annex_two_kinds"}


MACROS = {
    "a project": office("xlsx", xl__vbaProject_dot_bin=b"\0"),
    "a macro sheet": office("xlsx", xl__macrosheets__sheet1_dot_xml=b"<x/>"),
    "a type with macros": office("xlsx", types=types("xlsx", MACRO_TYPE)),
    "the type of a file with macros": office("xlsx", types=types("xlsx", suffix=".macroEnabled")),
    "a type that is written otherwise": office(
        "xlsx", types=types("xlsx", MACRO_TYPE.replace("vbaProject", "vba&#80;roject"))
    ),
    "a control": office("xlsx", xl__activeX__activeX1_dot_xml=b"<x/>"),
    "a program": office("docx", word__media__image1_dot_png=b"MZ\x90\0"),
    "an older file": office("docx", word__media__i_dot_png=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "something embedded": office("docx", word__embeddings__a_dot_xlsx=b"x"),
    "a field": docx(*field(r" DDEAUTO c:\\windows\\system32\\cmd.exe ")),
    "a field that is spread": docx(*field(" D", "DE", "AUTO c:\\\\x ")),
    "a field that is written otherwise": docx(*field(" &#68;DE x ")),
    "a field that another one says": docx(turn("begin"), *field(" QUOTE 68 68 69 ")),
    "a short field": docx('<w:fldSimple w:instr=" DDE x "/>'),
    "an exchange": office("xlsx", xl__externalLinks__a_dot_xml=b'<a><ddeLink ddeService="c"/></a>'),
    "a formula": xlsx("cmd|'/c calc'!A0"),
    "a formula that calls": xlsx('CALL("k","W","J")'),
    "a formula that is spread": xlsx("CA<!-- -->LL(1)"),
}


@pytest.mark.parametrize("content", MACROS.values(), ids=MACROS)
def test_what_acts_or_carries_programs_is_refused(content: bytes) -> None:
    assert code_of(content) == "annex_macros"


OUTSIDE = {
    "a template": relation("attachedTemplate", "https://example.org/x.dotm"),
    "a picture": relation("image", "https://example.org/x.png"),
    "a frame": relation("frame", "file://example.org/x", "external"),
    "a mode that is written otherwise": relation("image", "x", "E&#120;ternal"),
    "a mode behind a sign": relation("image", "a>b"),
}


@pytest.mark.parametrize("content", OUTSIDE.values(), ids=OUTSIDE)
def test_what_is_elsewhere_is_refused(content: bytes) -> None:
    made = office("docx", word___rels__document_dot_xml_dot_rels=content)
    assert code_of(made) == "annex_reaches_out"


@pytest.mark.parametrize(
    "content",
    [
        docx(*field(' INCLUDEPICTURE "https://example.org/x" ')),
        xlsx('_xlfn.WEBSERVICE("https://example.org/")'),
        xlsx('WEB&#83;ERVICE("https://example.org/")'),
        office("xlsx", types=types("xlsx", '<O ContentType="x.connections+xml"/>')),
    ],
)
def test_what_loads_when_it_is_opened_is_refused(content: bytes) -> None:
    assert code_of(content) == "annex_reaches_out"


BOMBS = {
    "a member that swells": office("docx", word__document_dot_xml=b" " * 60_000_000),
    "many members that swell": packed({f"xl/{n}.dat": bytes(4_000_000) for n in range(9)}),
    "entities": office("docx", word__document_dot_xml=ENTITIES),
    "a document type elsewhere": office("docx", word__document_dot_xml=EXTERNAL),
    "a type in what is no markup": office("xlsx", xl__x_dot_vml=ENTITIES),
    "members that share their bytes": overlapping(),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_what_swells_is_refused_before_it_has(content: bytes) -> None:
    assert code_of(content) == "annex_bomb"


TWO_KINDS = {
    "something before it": b"PK\x03\x04" + office("xlsx"),
    "something behind it": office("xlsx") + b"%!PS",
    "a comment": office("xlsx")[:-2] + b"\x05\0%!PS\n",
    "another archive": office("xlsx", xl__media__image1_dot_png=office("xlsx")),
    "an archive in an archive": office("xlsx", xl__a_dot_zip=packed({"b.zip": packed({})})),
}


@pytest.mark.parametrize("content", TWO_KINDS.values(), ids=TWO_KINDS)
def test_what_can_be_read_as_two_things_is_refused(content: bytes) -> None:
    assert code_of(content) == "annex_two_kinds"


def test_something_between_the_members_is_refused() -> None:
    file = BytesIO(office("xlsx"))
    with zipfile.ZipFile(file, "a") as archive:
        file.seek(archive.start_dir)
        file.write(b"hidden")
        archive.start_dir = file.tell()
        archive.writestr("xl/more.xml", b"<x/>")
    assert code_of(file.getvalue()) == "annex_two_kinds"


@pytest.mark.parametrize(
    "content",
    [
        office("docx", word__document_dot_xml="<x/>".encode("utf-16")),
        office("docx", word__document_dot_xml=b'<?xml version="1.0" encoding="utf-7"?><x/>'),
        office("docx", word__document_dot_xml=b"<x>"),
        office("docx", word__document_dot_xml=b"<x>&a;</x>"),
        office("docx", ___dot__dot___x_dot_xml=b"<x/>"),
        packed({"[Content_Types].xml": types("docx"), "/x.xml": b"<x/>"}),
        packed({"[Content_Types].xml": types("docx"), "a": b"", "A": b""}),
    ],
)
def test_what_readers_read_differently_is_refused(content: bytes) -> None:
    assert code_of(content) == "annex_damaged"


@pytest.mark.parametrize(
    "content",
    [
        packed({"a.txt": b"an archive of something"}),
        packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, deflated=False),
        packed({"META-INF/MANIFEST.MF": b"Main-Class: x"}),
        packed({"[Content_Types].xml": b"<Types/>"}),
        packed({"[Content_Types].xml": b"<!-- wordprocessingml.document.main+xml --><Types/>"}),
    ],
)
def test_other_archives_are_no_annexes(content: bytes) -> None:
    assert code_of(content, "document.docx") == "annex_kind_refused"
