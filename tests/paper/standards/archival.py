"""ISO 19005-3 (PDF/A-3), conformance level A: file, graphics, fonts, annotations, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from paper.standards.document import SPACES, Document, to_unicode
from paper.standards.rules import rule
from pikepdf import Array, Dictionary, Name, Object, Stream

OPERATORS = frozenset(
    [
        "b",
        "B",
        "b*",
        "B*",
        "BDC",
        "BI",
        "BMC",
        "BT",
        "BX",
        "c",
        "cm",
        "CS",
        "cs",
        "d",
        "d0",
        "d1",
        "Do",
        "DP",
        "EI",
        "EMC",
        "ET",
        "EX",
        "f",
        "F",
        "f*",
        "G",
        "g",
        "gs",
        "h",
        "i",
        "ID",
        "j",
        "J",
        "K",
        "k",
        "l",
        "m",
        "M",
        "MP",
        "n",
        "q",
        "Q",
        "re",
        "RG",
        "rg",
        "ri",
        "s",
        "S",
        "SC",
        "sc",
        "SCN",
        "scn",
        "sh",
        "T*",
        "Tc",
        "Td",
        "TD",
        "Tf",
        "Tj",
        "TJ",
        "TL",
        "Tm",
        "Tr",
        "Ts",
        "Tw",
        "Tz",
        "v",
        "w",
        "W",
        "W*",
        "y",
        "'",
        '"',
    ]
)
FILTERS = frozenset(
    {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/DCTDecode"}
)
FORBIDDEN_ACTIONS = frozenset(
    [
        "/Launch",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
        "/JavaScript",
        "/SubmitForm",
        "/URI",
    ]
)
"""Those of clause 6.5.1, and two that would have a paper ask for something elsewhere."""


@rule("ISO 19005-3, 6.1.2")
def header_names_the_version_and_says_that_the_file_is_binary(document: Document) -> Iterator[str]:
    head = re.match(rb"%PDF-1\.[0-7]\n%([\x80-\xff]{4})", document.bytes)
    if head is None:
        yield repr(document.bytes[:20])


@rule("ISO 19005-3, 6.1.3")
def trailer_has_an_identifier_and_nothing_is_encrypted(document: Document) -> Iterator[str]:
    trailer = document.pdf.trailer
    if len(trailer.get("/ID", Array())) != 2 or "/Encrypt" in trailer:
        yield str(list(trailer.keys()))


@rule("ISO 19005-3, 6.1.3")
def nothing_comes_after_the_end(document: Document) -> Iterator[str]:
    if not re.search(rb"%%EOF\r?\n?\Z", document.bytes):
        yield repr(document.bytes[-12:])


@rule("ISO 19005-3, 6.1.7.1")
def streams_are_in_the_file_itself(document: Document) -> Iterator[str]:
    for stream in document.streams:
        if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
            yield str(stream.objgen)


@rule("ISO 19005-3, 6.1.7.2")
def filters_are_those_that_are_allowed(document: Document) -> Iterator[str]:
    for stream in document.streams:
        named = stream.get("/Filter", Array())
        filters = list(named) if isinstance(named, Array) else [named]
        yield from (str(one) for one in filters if str(one) not in FILTERS)


@rule("ISO 19005-3, 6.1.12")
def permissions_are_those_of_signatures(document: Document) -> Iterator[str]:
    yield from set(document.root.get("/Perms", Dictionary()).keys()) - {"/DocMDP", "/UR3"}


@rule("ISO 19005-3, 6.1.13")
def pages_have_a_size_that_every_program_can_show(document: Document) -> Iterator[str]:
    for page in document.pages:
        left, foot, right, top = (float(edge) for edge in page.obj.MediaBox)
        if not (3 <= right - left <= 14400 and 3 <= top - foot <= 14400):
            yield str(page.index)


@rule("ISO 19005-3, 6.1.13")
def states_are_nested_no_deeper_than_28(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        depth = deepest = 0
        for one in instructions:
            depth += {"q": 1, "Q": -1}.get(one.operator, 0)
            deepest = max(deepest, depth)
        if deepest > 28 or depth:
            yield f"{holder.objgen} {deepest} {depth}"


@rule("ISO 19005-3, 6.2.2")
def contents_use_only_operators_of_the_standard(document: Document) -> Iterator[str]:
    for _, instructions in document.contents:
        yield from {one.operator for one in instructions} - OPERATORS


@rule("ISO 19005-3, 6.2.2")
def contents_name_only_resources_of_their_own(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        resources = holder.get("/Resources", Dictionary())
        for one in instructions:
            kind = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState"}.get(one.operator)
            if kind and str(one.operands[0]) not in resources.get(kind, Dictionary()):
                yield f"{holder.objgen} {one.operands[0]}"


@rule("ISO 19005-3, 6.2.3")
def colours_are_meant_by_one_profile_of_version_2(document: Document) -> Iterator[str]:
    intents = list(document.root.get("/OutputIntents", Array()))
    archival = [one for one in intents if one.get("/S") == Name.GTS_PDFA1]
    profiles = [one.DestOutputProfile.read_bytes() for one in archival]
    sound = [p for p in profiles if (p[8], p[12:20], p[36:40]) == (2, b"mntrRGB ", b"acsp")]
    if len(sound) != 1 or len(intents) != 1:
        yield f"{len(intents)} intents, {len(sound)} of them with an sRGB profile"


@rule("ISO 19005-3, 6.2.4.3")
def no_colours_of_a_device_that_the_profile_is_not_for(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        yield from (str(holder.objgen) for one in instructions if one.operator in {"k", "K"})
    yield from ("/DeviceCMYK" for one in document.objects if Name.DeviceCMYK in one.values())


@rule("ISO 19005-3, 6.2.5")
def graphics_states_transfer_and_halftone_nothing(document: Document) -> Iterator[str]:
    for one in document.of_type("ExtGState"):
        yield from {"/TR", "/TR2", "/HTP", "/HTO"} & set(one.keys())


@rule("ISO 19005-3, 6.2.8")
def images_have_no_alternates_and_are_not_interpolated(document: Document) -> Iterator[str]:
    for stream in document.streams:
        if stream.get("/Subtype") == Name.Image:
            told = {"/Alternates", "/OPI"} & set(stream.keys())
            yield from told | ({"/Interpolate"} if stream.get("/Interpolate", False) else set())


@rule("ISO 19005-3, 6.2.9")
def forms_are_what_they_hold_and_nothing_else(document: Document) -> Iterator[str]:
    for stream in document.streams:
        if stream.get("/Subtype") in {Name.Form, Name.PS}:
            yield from {"/OPI", "/Ref", "/PS", "/Subtype2"} & set(stream.keys())
            if stream.Subtype == Name.PS:
                yield str(stream.objgen)


@rule("ISO 19005-3, 6.2.10")
def nothing_is_transparent(document: Document) -> Iterator[str]:
    for one in document.objects:
        opaque = all(float(one.get(key, 1)) == 1 for key in ("/ca", "/CA") if _is_number(one, key))
        blended = one.get("/BM", Name.Normal) not in {Name.Normal, Name.Compatible}
        masked = one.get("/SMask", Name("/None")) != Name("/None")
        if not opaque or blended or masked or one.get("/S") == Name.Transparency:
            yield str(one.objgen)


def _is_number(one: Object, key: str) -> bool:
    return not isinstance(one.get(key, 1), Dictionary | Array | Name | Stream)


@rule("ISO 19005-3, 6.2.11.3.1")
def composite_fonts_agree_with_their_encoding(document: Document) -> Iterator[str]:
    for font in document.fonts:
        if font.get("/Encoding") != Name("/Identity-H"):
            yield f"{font.get('/BaseFont')} {font.get('/Encoding')}"


@rule("ISO 19005-3, 6.2.11.3.2")
def composite_truetype_fonts_map_their_characters_to_glyphs(document: Document) -> Iterator[str]:
    for font in document.descendants:
        table = font.get("/CIDToGIDMap")
        if not isinstance(table, Stream) and table != Name.Identity:
            yield str(font.get("/BaseFont"))


@rule("ISO 19005-3, 6.2.11.4.1")
def every_font_is_embedded(document: Document) -> Iterator[str]:
    simple = [font for font in document.fonts if font.get("/Subtype") != Name.Type0]
    for font in (*simple, *document.descendants):
        descriptor = font.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield str(font.get("/BaseFont"))


@rule("ISO 19005-3, 6.2.11.4.1")
def embedded_programs_hold_every_glyph_that_is_shown(document: Document) -> Iterator[str]:
    for font in document.fonts:
        below = font.DescendantFonts[0]
        glyphs = _glyphs(below.FontDescriptor.FontFile2.read_bytes())
        table = below.CIDToGIDMap.read_bytes()
        for code in document.shown.get(font.objgen, set()):
            if int.from_bytes(table[2 * code : 2 * code + 2], "big") >= glyphs:
                yield f"{font.BaseFont} {code}"


def _glyphs(program: bytes) -> int:
    """Return how many glyphs a TrueType program has: ``numGlyphs`` of its ``maxp`` table."""
    tables = int.from_bytes(program[4:6], "big")
    for at in range(12, 12 + 16 * tables, 16):
        if program[at : at + 4] == b"maxp":
            start = int.from_bytes(program[at + 8 : at + 12], "big")
            return int.from_bytes(program[start + 4 : start + 6], "big")
    return 0


@rule("ISO 19005-3, 6.2.11.4.2")
def a_set_of_characters_is_whole_where_there_is_one(document: Document) -> Iterator[str]:
    for font in document.descendants:
        listed = font.get("/FontDescriptor", Dictionary()).get("/CIDSet")
        if listed is not None:
            bits = len(listed.read_bytes()) * 8
            if bits < len(font.CIDToGIDMap.read_bytes()) // 2:
                yield str(font.get("/BaseFont"))


@rule("ISO 19005-3, 6.2.11.5")
def every_character_that_is_shown_has_its_width(document: Document) -> Iterator[str]:
    for font in document.fonts:
        first, widths = font.DescendantFonts[0].W
        known = set(range(int(first), int(first) + len(widths)))
        for code in document.shown.get(font.objgen, set()) - known:
            yield f"{font.BaseFont} {code}"


@rule("ISO 19005-3, 6.2.11.7.2")
def every_character_that_is_shown_says_what_it_is(document: Document) -> Iterator[str]:
    for font in document.fonts:
        known = to_unicode(font)
        for code in document.shown.get(font.objgen, set()):
            if known.get(code, "\0") in {"\0", "\ufeff", "\ufffe"}:
                yield f"{font.BaseFont} {code}"


@rule("ISO 19005-3, 6.2.11.8")
def the_missing_glyph_is_never_shown(document: Document) -> Iterator[str]:
    for font in document.fonts:
        table = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
        for code in document.shown.get(font.objgen, set()):
            if not int.from_bytes(table[2 * code : 2 * code + 2], "big"):
                yield f"{font.BaseFont} {code}"


@rule("ISO 19005-3, 6.3.1")
def annotations_are_of_a_kind_that_is_allowed(document: Document) -> Iterator[str]:
    for _, one in document.annotations:
        if one.get("/Subtype") != Name.Widget:
            yield str(one.get("/Subtype"))


@rule("ISO 19005-3, 6.3.2")
def annotations_are_printed_and_never_hidden(document: Document) -> Iterator[str]:
    invisible, hidden, printed, no_view, toggled = 1, 2, 4, 32, 256
    for _, one in document.annotations:
        flags = int(one.get("/F", 0))
        if not flags & printed or flags & (invisible | hidden | no_view | toggled):
            yield f"{one.get('/T')} {flags}"


@rule("ISO 19005-3, 6.3.3")
def annotations_have_an_appearance_and_one_only(document: Document) -> Iterator[str]:
    for _, one in document.visible:
        if list(one.get("/AP", Dictionary()).keys()) != ["/N"]:
            yield str(one.get("/T"))


@rule("ISO 19005-3, 6.4.1")
def forms_need_no_program_to_draw_them(document: Document) -> Iterator[str]:
    if document.root.get("/AcroForm", Dictionary()).get("/NeedAppearances", False):
        yield "/NeedAppearances"


@rule("ISO 19005-3, 6.4.2")
def there_is_no_xml_form(document: Document) -> Iterator[str]:
    if "/XFA" in document.root.get("/AcroForm", Dictionary()):
        yield "/XFA"
    if document.root.get("/NeedsRendering", False):
        yield "/NeedsRendering"


@rule("ISO 19005-3, 6.4.3")
def a_signature_is_over_all_but_its_own_contents(document: Document) -> Iterator[str]:
    for one in (*document.of_type("Sig"), *document.of_type("DocTimeStamp")):
        first, length, start, rest = (int(part) for part in one.ByteRange)
        gap = document.bytes[length:start]
        if first or gap[:1] + gap[-1:] != b"<>" or start + rest > len(document.bytes):
            yield str(one.objgen)


@rule("ISO 19005-3, 6.5.1")
def no_action_does_what_is_forbidden(document: Document) -> Iterator[str]:
    for one in document.objects:
        if str(one.get("/S", "")) in FORBIDDEN_ACTIONS or "/JS" in one:
            yield str(one.get("/S"))


@rule("ISO 19005-3, 6.5.2")
def nothing_triggers_an_action(document: Document) -> Iterator[str]:
    for one in document.objects:
        yield from {"/AA", "/OpenAction"} & set(one.keys())


@rule("ISO 19005-3, 6.6.2.1")
def metadata_are_there_and_can_be_read_as_they_are(document: Document) -> Iterator[str]:
    stream = document.root.get("/Metadata")
    if not isinstance(stream, Stream) or "/Filter" in stream:
        yield "no plain stream"
    elif not re.match(rb'<\?xpacket begin="(\xef\xbb\xbf)?"', stream.read_bytes()):
        yield "no packet"


@rule("ISO 19005-3, 6.6.2.3")
def properties_of_other_schemas_are_described(document: Document) -> Iterator[str]:
    said = {one.text for one in document.xmp.iter(f"{{{SPACES['pdfaSchema']}}}namespaceURI")}
    if document.said("pdfuaid:part") and SPACES["pdfuaid"] not in said:
        yield "pdfuaid"


@rule("ISO 19005-3, 6.6.4")
def metadata_name_part_3_and_level_a(document: Document) -> Iterator[str]:
    named = (document.said("pdfaid:part"), document.said("pdfaid:conformance"))
    if named != ("3", "A"):
        yield str(named)


@rule("ISO 19005-1, 6.7.3")
def information_and_metadata_say_the_same(document: Document) -> Iterator[str]:
    info = document.pdf.docinfo
    told = {
        "/Title": document.said("dc:title/rdf:Alt/rdf:li"),
        "/Subject": document.said("dc:description/rdf:Alt/rdf:li"),
        "/Author": document.said("dc:creator/rdf:Seq/rdf:li"),
        "/Creator": document.said("xmp:CreatorTool"),
        "/Producer": document.said("pdf:Producer"),
        "/CreationDate": _pdf_date(document.said("xmp:CreateDate")),
        "/ModDate": _pdf_date(document.said("xmp:ModifyDate")),
    }
    yield from (key for key, value in told.items() if str(info.get(key, "")) != value)


def _pdf_date(instant: str) -> str:
    return "D:" + re.sub(r"[-T:]", "", instant)


@rule("ISO 19005-3, 6.6.2.1")
def metadata_are_well_formed(document: Document) -> Iterator[str]:
    try:
        ET.fromstring(document.root.Metadata.read_bytes())  # noqa: S314 - our own file
    except ET.ParseError as wrong:
        yield str(wrong)


@rule("ISO 19005-3, 6.8")
def files_inside_say_what_they_are_to_the_document(document: Document) -> Iterator[str]:
    for one in document.of_type("Filespec"):
        if str(one.get("/AFRelationship", "")) not in {"/Source", "/Data", "/Supplement"}:
            yield str(one.get("/UF"))


@rule("ISO 19005-3, 6.8")
def files_inside_have_two_names_a_type_and_a_date(document: Document) -> Iterator[str]:
    for one in document.of_type("Filespec"):
        stream = one.EF.F
        named = "/F" in one and "/UF" in one
        if not named or "/Subtype" not in stream or "/ModDate" not in stream.get("/Params", {}):
            yield str(one.get("/UF"))


@rule("ISO 19005-3, 6.8")
def files_inside_are_associated(document: Document) -> Iterator[str]:
    associated = {one.objgen for one in document.root.get("/AF", Array())}
    yield from (
        str(one.get("/UF")) for one in document.of_type("Filespec") if one.objgen not in associated
    )


@rule("ISO 19005-3, 6.9")
def there_are_no_layers(document: Document) -> Iterator[str]:
    if "/OCProperties" in document.root:
        yield "/OCProperties"


@rule("ISO 19005-3, 6.10")
def there_is_no_other_presentation(document: Document) -> Iterator[str]:
    if "/AlternatePresentations" in document.root.get("/Names", Dictionary()):
        yield "/AlternatePresentations"
    yield from (str(page.index) for page in document.pages if "/PresSteps" in page.obj)


@rule("ISO 19005-3, 6.11")
def nothing_is_required_of_the_reader(document: Document) -> Iterator[str]:
    if "/Requirements" in document.root:
        yield "/Requirements"
