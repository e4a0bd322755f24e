"""ISO 14289-1 (PDF/UA-1), and what level A of ISO 19005-3 asks of the structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from paper.standards.document import PAINTS, Document, is_element, kids
from paper.standards.rules import rule
from pikepdf import Array, Dictionary, Name, Object

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "Warichu",
        "Figure",
        "Formula",
        "Form",
    ]
)
HOLDS = {
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/TR": {"/TH", "/TD"},
}
"""What may stand in a list or a table (ISO 32000-1, 14.8.4.3)."""
WITHIN = {"/LI": {"/L"}, "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TD": {"/TR"}}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@rule("ISO 14289-1, 5")
def metadata_name_pdf_ua_1(document: Document) -> Iterator[str]:
    if document.said("pdfuaid:part") != "1":
        yield document.said("pdfuaid:part")


@rule("ISO 14289-1, 7.1")
def the_title_is_there_and_shown(document: Document) -> Iterator[str]:
    if not document.said("dc:title/rdf:Alt/rdf:li"):
        yield "dc:title"
    if not document.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "/DisplayDocTitle"


@rule("ISO 19005-3, 6.7.2.2")
def the_file_is_marked_as_tagged_and_not_suspect(document: Document) -> Iterator[str]:
    mark = document.root.get("/MarkInfo", Dictionary())
    if not mark.get("/Marked", False) or mark.get("/Suspects", False):
        yield str(mark)


@rule("ISO 19005-3, 6.7.3.1")
def there_is_a_structure_with_one_document_at_its_root(document: Document) -> Iterator[str]:
    tree = document.root.get("/StructTreeRoot")
    tops = [] if tree is None else [str(one.get("/S")) for one in kids(tree)]
    if tops != ["/Document"]:
        yield str(tops)


@rule("ISO 14289-1, 7.1")
def all_content_is_tagged_or_decoration(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        if holder.get("/Type") != Name.Page:
            continue  # forms are drawn inside the marks of their page
        for one in instructions:
            if one.operator in PAINTS and not one.tags:
                yield f"{holder.objgen} {one.operator}"


@rule("ISO 14289-1, 7.1")
def tagged_content_and_decoration_do_not_hold_each_other(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        for one in instructions:
            if len(one.tags) > 1 and "/Artifact" in one.tags:
                yield f"{holder.objgen} {one.tags}"


@rule("ISO 32000-1, 14.7.4.4")
def every_marked_content_leads_to_its_element(document: Document) -> Iterator[str]:
    for page in document.pages:
        elements = document.parents.get(int(page.obj.get("/StructParents", -1)), Array())
        for mark in _marks(document, page.obj):
            if mark >= len(elements) or mark not in _marks_in(elements[mark], page.obj):
                yield f"page {page.index} mark {mark}"


@rule("ISO 32000-1, 14.7.4.2")
def every_piece_in_the_structure_is_on_its_page(document: Document) -> Iterator[str]:
    there = {page.obj.objgen: set(_marks(document, page.obj)) for page in document.pages}
    for element in document.elements:
        for kid in kids(element):
            marked = isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR
            if marked and int(kid.MCID) not in there.get(kid.Pg.objgen, set()):
                yield f"{element.S} {kid.MCID}"


def _marks(document: Document, page: Object) -> list[int]:
    (instructions,) = [found for holder, found in document.contents if holder.objgen == page.objgen]
    named = [one.operands[1] for one in instructions if one.operator == "BDC"]
    return [int(one.MCID) for one in named if "/MCID" in one]


def _marks_in(element: Object, page: Object) -> set[int]:
    return {
        int(kid.MCID) for kid in kids(element) if "/MCID" in kid and kid.Pg.objgen == page.objgen
    }


@rule("ISO 32000-1, 14.7.2")
def every_element_knows_its_parent(document: Document) -> Iterator[str]:
    for element in document.elements:
        for kid in kids(element):
            if is_element(kid) and kid.P.objgen != element.objgen:
                yield f"{kid.S} in {element.S}"


@rule("ISO 19005-3, 6.7.3.4")
def elements_are_of_standard_types(document: Document) -> Iterator[str]:
    roles = document.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary())
    for element in document.elements:
        kind = str(roles.get(str(element.S), element.S)).removeprefix("/")
        if kind not in STANDARD:
            yield kind


@rule("ISO 14289-1, 7.2")
def the_document_has_a_language(document: Document) -> Iterator[str]:
    if not LANGUAGE.fullmatch(str(document.root.get("/Lang", ""))):
        yield str(document.root.get("/Lang"))


@rule("ISO 19005-3, 6.7.4")
def languages_of_elements_are_written_as_they_should(document: Document) -> Iterator[str]:
    for element in document.elements:
        if "/Lang" in element and not LANGUAGE.fullmatch(str(element.Lang)):
            yield f"{element.S} {element.Lang}"


@rule("ISO 14289-1, 7.2")
def every_division_of_a_clause_has_its_language(document: Document) -> Iterator[str]:
    yield from (str(one.objgen) for one in document.tagged("Div") if "/Lang" not in one)


@rule("ISO 14289-1, 7.3")
def pictures_are_described_and_have_a_place(document: Document) -> Iterator[str]:
    for one in document.tagged("Figure", "Formula"):
        if not str(one.get("/Alt", "")).strip() or "/BBox" not in one.get("/A", Dictionary()):
            yield str(one.objgen)


@rule("ISO 14289-1, 7.4.2")
def headings_begin_at_the_first_level_and_skip_none(document: Document) -> Iterator[str]:
    levels = [int(str(one.S)[2:]) for one in document.tagged("H1", "H2", "H3", "H4", "H5", "H6")]
    if levels[:1] != [1]:
        yield f"begins with {levels[:1]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"H{before}, H{after}"


@rule("ISO 14289-1, 7.4.4")
def headings_are_numbered_ones_only(document: Document) -> Iterator[str]:
    yield from (str(one.objgen) for one in document.tagged("H"))


@rule("ISO 14289-1, 7.5")
def table_headers_say_what_they_head(document: Document) -> Iterator[str]:
    for one in document.tagged("TH"):
        if str(one.get("/A", Dictionary()).get("/Scope", "")) not in {"/Row", "/Column", "/Both"}:
            yield str(one.objgen)


@rule("ISO 14289-1, 7.5")
def tables_have_headers_and_rows_of_one_length(document: Document) -> Iterator[str]:
    for table in document.tagged("Table"):
        rows = [kids(row) for row in kids(table)]
        headed = any(str(cell.S) == "/TH" for row in rows for cell in row)
        if not headed or len({len(row) for row in rows}) != 1:
            yield str(table.objgen)


@rule("ISO 14289-1, 7.6")
def lists_and_tables_hold_what_they_may(document: Document) -> Iterator[str]:
    for element in document.elements:
        allowed = HOLDS.get(str(element.S))
        for kid in kids(element):
            if allowed is not None and (not is_element(kid) or str(kid.S) not in allowed):
                yield f"{element.S} {kid.get('/S')}"
            if is_element(kid) and str(element.S) not in WITHIN.get(str(kid.S), {str(element.S)}):
                yield f"{kid.S} in {element.S}"


@rule("ISO 14289-1, 7.6")
def lists_say_how_they_are_numbered(document: Document) -> Iterator[str]:
    for one in document.tagged("L"):
        if "/ListNumbering" not in one.get("/A", Dictionary()):
            yield str(one.objgen)


@rule("ISO 14289-1, 7.8")
def heads_and_feet_of_pages_are_decoration(document: Document) -> Iterator[str]:
    for holder, instructions in document.contents:
        if holder.get("/Type") == Name.Page and not any(
            "/Artifact" in i.tags for i in instructions
        ):
            yield str(holder.objgen)


@rule("ISO 19005-3, 6.7.7")
def what_is_read_in_place_of_content_is_not_empty(document: Document) -> Iterator[str]:
    for one in document.elements:
        if "/ActualText" in one and not str(one.ActualText):
            yield str(one.objgen)


@rule("ISO 14289-1, 7.11")
def files_inside_are_described(document: Document) -> Iterator[str]:
    yield from (str(one.UF) for one in document.of_type("Filespec") if not one.get("/Desc"))


@rule("ISO 14289-1, 7.16")
def nothing_keeps_assistive_programs_out(document: Document) -> Iterator[str]:
    if "/Encrypt" in document.pdf.trailer:
        yield "/Encrypt"


@rule("ISO 14289-1, 7.17")
def outlines_lead_to_pages_of_the_file(document: Document) -> Iterator[str]:
    pages = {page.obj.objgen for page in document.pages}
    entry = document.root.get("/Outlines", Dictionary()).get("/First")
    while entry is not None:
        target = entry.get("/Dest", Array([None]))[0]
        if not str(entry.get("/Title", "")) or target is None or target.objgen not in pages:
            yield str(entry.get("/Title"))
        entry = entry.get("/Next")


@rule("ISO 14289-1, 7.18.1")
def annotations_are_in_the_structure(document: Document) -> Iterator[str]:
    for _, one in document.visible:
        element = document.parents.get(int(one.get("/StructParent", -1)))
        if element is None or one.objgen not in _objects_in(element):
            yield str(one.get("/T"))


@rule("ISO 14289-1, 7.18.3")
def pages_with_annotations_are_walked_in_the_order_of_the_structure(
    document: Document,
) -> Iterator[str]:
    for page, _ in document.annotations:
        if page.obj.get("/Tabs") != Name.S:
            yield str(page.index)


@rule("ISO 14289-1, 7.18.4")
def widgets_are_in_form_elements(document: Document) -> Iterator[str]:
    for _, one in document.visible:
        element = document.parents.get(int(one.get("/StructParent", -1)), Dictionary())
        if element.get("/S") != Name.Form:
            yield str(one.get("/T"))


@rule("ISO 14289-1, 7.18.4")
def fields_are_described(document: Document) -> Iterator[str]:
    for _, one in document.annotations:
        if not str(one.get("/TU", "")).strip():
            yield str(one.get("/T"))


@rule("ISO 19005-3, 6.7.6")
def annotations_say_what_they_are(document: Document) -> Iterator[str]:
    for _, one in document.visible:
        if not str(one.get("/Contents", "")).strip():
            yield str(one.get("/T"))


def _objects_in(element: Object) -> set[tuple[int, int]]:
    return {kid.Obj.objgen for kid in kids(element) if kid.get("/Type") == Name.OBJR}
