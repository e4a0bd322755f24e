"""The file is what it says that it is: tagged, archival, with exactly the seats' fields."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from paper.reading import Reading, to_unicode
from paper.samples import ALL, JOINT_VENTURE, full_sheet, upon
from pikepdf import Array, Dictionary, Name, Object, Stream, parse_content_stream

from aggregates.signing_sheet import sheet_bytes
from aggregates.terms import terms_bytes
from aggregates.vocabulary import SeatRole
from signing.render import current_manifest, render

SHOWN = {"Tj", "TJ", "'", '"', "S", "f", "Do", "sh"}
every_sample = pytest.mark.parametrize("name", ALL)


@cache
def reading(name: str) -> Reading:
    """Return the rendered sample ``name``."""
    terms = ALL[name]
    return Reading(render(terms, full_sheet(terms), current_manifest(), upon(terms)))


@every_sample
def test_every_font_is_embedded_and_says_which_characters_it_draws(name: str) -> None:
    for font in reading(name).fonts().values():
        descendant = font.DescendantFonts[0]
        program = descendant.FontDescriptor.FontFile2.read_bytes()
        assert program.startswith(b"\x00\x01\x00\x00")
        characters = to_unicode(font)
        assert len(descendant.W[1]) == len(characters)
        assert len(descendant.CIDToGIDMap.read_bytes()) == 2 * (len(characters) + 1)


@every_sample
def test_nothing_is_drawn_outside_the_structure_or_the_decoration(name: str) -> None:
    for page in reading(name).pages:
        inside = False
        for _, operator in parse_content_stream(page):
            if str(operator) in {"BDC", "BMC"}:
                assert not inside
            inside = (inside or str(operator) in {"BDC", "BMC"}) and str(operator) != "EMC"
            assert inside or str(operator) not in SHOWN
        assert not inside


@every_sample
def test_each_marked_content_leads_back_to_its_element(name: str) -> None:
    file = reading(name)
    nums = file.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
    for number, page in enumerate(file.pages):
        assert page.obj.Tabs == Name.S
        elements = parents[int(page.obj.StructParents)]
        assert isinstance(elements, Array)
        marks = [mark for at, mark in file.texts if at == number]
        assert marks == list(range(len(elements)))
        for mark in marks:
            assert mark in [int(kid.MCID) for kid in elements[mark].K if "/MCID" in kid]


@every_sample
def test_the_file_is_marked_with_its_language_title_and_standards(name: str) -> None:
    root = reading(name).pdf.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == ALL[name].languages[0]
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/Filter" not in root.Metadata
    packet = root.Metadata.read_bytes().decode()
    for said in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert said in packet
    assert "<xmp:CreateDate>2026-09-08T08:00:00Z<" in packet
    assert str(reading(name).pdf.docinfo.CreationDate) == "D:20260908080000Z"


@every_sample
def test_colours_are_meant_as_srgb(name: str) -> None:
    (intent,) = reading(name).pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    profile = intent.DestOutputProfile.read_bytes()
    assert (profile[8], profile[12:20], len(profile)) == (
        *(2, b"mntrRGB "),
        int.from_bytes(profile[:4], "big"),
    )


@every_sample
def test_the_terms_and_the_sheet_are_inside_byte_for_byte(name: str) -> None:
    file, terms = reading(name), ALL[name]
    assert file.attached("agreement.json") == terms_bytes(terms)
    assert file.attached("signing.json") == sheet_bytes(full_sheet(terms))
    relations = {str(entry.UF): entry.AFRelationship for entry in file.pdf.Root.AF}
    assert relations == {"agreement.json": Name.Source, "signing.json": Name.Data}


@every_sample
def test_the_fields_are_exactly_the_seats(name: str) -> None:
    file, sheet = reading(name), full_sheet(ALL[name])
    fields = file.fields()
    assert set(fields) == {seat.field for seat in sheet.seats}
    widgets = [entry for page in file.pages for entry in page.obj.get("/Annots", Array())]
    assert sorted(str(widget.T) for widget in widgets) == sorted(fields)
    for seat in sheet.seats:
        field = fields[seat.field]
        assert (field.FT, "/V" in field, int(field.F)) == (Name.Sig, False, 132)
        assert seat.legal_name in str(field.TU)


@every_sample
def test_only_the_official_closes_the_document_and_permits_nothing_more(name: str) -> None:
    fields = reading(name).fields()
    roles = {seat.field: seat.role for seat in full_sheet(ALL[name]).seats}
    closing = {field for field, widget in fields.items() if "/Lock" in widget}
    assert closing == {field for field, role in roles.items() if role is SeatRole.OFFICIAL}
    for field in closing:
        lock = fields[field].Lock
        assert lock.Action == Name.All
        assert "/P" not in lock


@every_sample
def test_fields_are_big_enough_to_sign_by_hand_and_do_not_overlap(name: str) -> None:
    boxes = [
        (page.index, [float(edge) for edge in widget.Rect])
        for page in reading(name).pages
        for widget in page.obj.get("/Annots", Array())
    ]
    for index, (page, (left, foot, right, top)) in enumerate(boxes):
        assert right - left > 200
        assert top - foot > 80
        for other, (l2, f2, r2, t2) in boxes[index + 1 :]:
            assert page != other or right < l2 or r2 < left or top < f2 or t2 < foot


@every_sample
def test_each_field_is_in_the_structure_and_leads_back_to_it(name: str) -> None:
    file = reading(name)
    nums = file.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
    forms = file.elements("Form")
    assert len(forms) == len(file.fields())
    for form in forms:
        widget = form.K[0].Obj
        assert parents[int(widget.StructParent)].objgen == form.objgen


@every_sample
def test_the_page_count_and_the_code_stand_on_every_page(name: str) -> None:
    file = reading(name)
    for page in file.pages:
        assert [str(key) for key in page.obj.Resources.XObject] == ["/Code"]
        drawn = [str(operator) for _, operator in parse_content_stream(page)]
        assert drawn.count("Do") >= 1
    assert len({page.obj.Resources.objgen for page in file.pages}) == 1


def test_there_is_no_script_no_action_and_no_form_but_the_signatures() -> None:
    pdf = reading("joint_venture").pdf
    keys = {str(key) for thing in pdf.objects for key in _keys(thing)}
    assert not keys & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/A0", "/XFA", "/URI"}


def test_every_picture_is_described() -> None:
    file = reading("joint_venture")
    (figure,) = file.elements("Figure")
    assert "7d3f0a914c2e48b1957ae00c1f6db238" in str(figure.Alt)
    assert len(figure.A.BBox) == 4


def test_headings_never_skip_a_level() -> None:
    file = reading("joint_venture")
    levels = [
        int(str(node.S)[2:])
        for node in file.walk(file.tree)
        if re.fullmatch(r"/H[1-6]", str(node.S))
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_clause_has_a_bookmark_that_points_at_its_page() -> None:
    pdf = reading("joint_venture").pdf
    titles, entry = [], pdf.Root.Outlines.First
    while entry is not None:
        titles.append(str(entry.Title))
        assert entry.Dest[0].Type == Name.Page
        entry = entry.get("/Next")
    assert len(titles) == len(JOINT_VENTURE.clauses)
    assert titles[0] == "1. Definitions and interpretation"


def _keys(thing: Object) -> list[str]:
    return list(thing.keys()) if isinstance(thing, Dictionary | Stream) else []
