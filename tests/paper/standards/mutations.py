"""For each rule a file that breaks it: what the rule is there to find."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

from paper.standards.document import Document, is_element, kids
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from pikepdf import parse_content_stream as parsed
from pikepdf import unparse_content_stream as unparsed

Mutation: TypeAlias = Callable[[bytes], bytes]


def changed(change: Callable[[Pdf], object]) -> Mutation:
    """Return a mutation that opens the file, changes it and writes it again."""

    def mutated(file: bytes) -> bytes:
        with Pdf.open(BytesIO(file)) as pdf:
            change(pdf)
            written = BytesIO()
            pdf.save(written, deterministic_id=True, fix_metadata_version=False)
            return written.getvalue()

    return mutated


def replaced(old: bytes, new: bytes) -> Mutation:
    """Return a mutation of octets."""

    def mutated(file: bytes) -> bytes:
        assert old in file
        return file.replace(old, new, 1)

    return mutated


def metadata(old: str, new: str) -> Mutation:
    """Return a mutation of the metadata."""

    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return changed(change)


def catalogue(key: str, value: object) -> Mutation:
    """Return a mutation that puts an entry into the catalogue."""
    return changed(lambda pdf: pdf.Root.__setitem__(key, value))


def without(key: str, *path: str) -> Mutation:
    """Return a mutation that takes an entry out of the catalogue, or out of what is in it."""

    def change(pdf: Pdf) -> None:
        found: Object = pdf.Root
        for step in path:
            found = found[step]
        del found[key]

    return changed(change)


def content(added: bytes) -> Mutation:
    """Return a mutation that adds instructions to the end of the first page."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = Stream(pdf, page.Contents.read_bytes() + b"\n" + added)

    return changed(change)


def font(change: Callable[[Object], object]) -> Mutation:
    """Return a mutation of the first composite font."""
    return changed(lambda pdf: change(_fonts(pdf)[0]))


def descendant(change: Callable[[Object], object]) -> Mutation:
    """Return a mutation of the font below the first composite font."""
    return font(lambda one: change(one.DescendantFonts[0]))


def _fonts(pdf: Pdf) -> list[Object]:
    return [one for _, one in sorted(pdf.pages[0].obj.Resources.Font.items())]


def widget(key: str, value: object) -> Mutation:
    """Return a mutation of the first signature field; None takes the entry away."""
    return changed(lambda pdf: _put(pdf.Root.AcroForm.Fields[0], key, value))


def specification(key: str, value: object) -> Mutation:
    """Return a mutation of the first file inside; None takes the entry away."""
    return changed(lambda pdf: _put(pdf.Root.AF[0], key, value))


def element(tag: str, key: str, value: object) -> Mutation:
    """Return a mutation of the first element of a type; None takes the entry away."""
    return changed(lambda pdf: _put(_element(pdf, tag), key, value))


def tag(old: str, new: str) -> Mutation:
    """Return a mutation that gives the first element of a type another one."""
    return element(old, "/S", Name(f"/{new}"))


def _element(pdf: Pdf, tag: str) -> Object:
    waiting = kids(pdf.Root.StructTreeRoot)
    while waiting:
        one = waiting.pop(0)
        if Name(f"/{tag}") == one.S:
            return one
        waiting = [*(kid for kid in kids(one) if is_element(kid)), *waiting]
    raise LookupError(tag)


def _put(one: Object, key: str, value: object) -> None:
    if value is None:
        del one[key]
    else:
        one[key] = value


def stream_entry(key: str, value: object) -> Mutation:
    """Return a mutation of the code that every page draws."""
    return changed(lambda pdf: _put(pdf.pages[0].obj.Resources.XObject.Code, key, value))


def _drawn(pdf: Pdf, **entries: object) -> None:
    """Put an image of one black point on the first page."""
    held = Dictionary({f"/{key}": value for key, value in entries.items()})
    image = Stream(pdf, b"\0", held)
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    )
    pdf.pages[0].obj.Resources.XObject.Image = image


def _map_to_missing(one: Object) -> None:
    one.CIDToGIDMap.write(bytes(len(one.CIDToGIDMap.read_bytes())))


def _map_beyond(one: Object) -> None:
    one.CIDToGIDMap.write(b"\xff\xfe" * (len(one.CIDToGIDMap.read_bytes()) // 2))


def _cid_set(pdf: Pdf) -> None:
    below = _fonts(pdf)[0].DescendantFonts[0]
    below.FontDescriptor.CIDSet = Stream(pdf, b"\x80")


def _skipped(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(
        pdf, pdf.pages[0].obj.Contents.read_bytes().replace(b"/MCID 1>", b"/MCID 901>")
    )


def _lost(pdf: Pdf) -> None:
    content_ = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = Stream(pdf, content_.replace(b"/MCID 1>", b"/MCID 0>"))


def _orphan(pdf: Pdf) -> None:
    one = _element(pdf, "LI")
    one.P = pdf.Root.StructTreeRoot.K


def _second_root(pdf: Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    tree.K = Array([tree.K, tree.K])


def _undecorated(pdf: Pdf) -> None:
    kept = []
    inside = False
    for operands, operator in parsed(pdf.pages[0]):
        inside = inside or (str(operator) == "BMC")
        if not inside:
            kept.append((operands, operator))
        inside = inside and str(operator) != "EMC"
    pdf.pages[0].obj.Contents = Stream(pdf, unparsed(kept))


def _shorter_row(pdf: Pdf) -> None:
    row = _element(pdf, "TR")
    row.K = Array(list(row.K)[:-1])


def _nowhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.Root.Outlines


def _encrypted(file: bytes) -> bytes:
    from pikepdf import Encryption  # noqa: PLC0415 - of this mutation alone

    with Pdf.open(BytesIO(file)) as pdf:
        written = BytesIO()
        pdf.save(written, encryption=Encryption(owner="owner", user=""))
        return written.getvalue()


def _unnamed(pdf: Pdf) -> None:
    file = pdf.Root.AF[0]
    del pdf.Root.AF
    pdf.Root.AF = Array([file])


def _subtype(pdf: Pdf) -> None:
    del pdf.Root.AF[0].EF.F["/Subtype"]


def _transparent(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(Thin=Dictionary(Type=Name.ExtGState, ca=0.5))


def _halftone(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(
        Half=Dictionary(Type=Name.ExtGState, TR=Name.Identity)
    )


_SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

MUTATIONS: dict[str, Mutation] = {
    "header_names_the_version_and_says_that_the_file_is_binary": replaced(b"%PDF-1.7", b"%PDF-2.0"),
    "trailer_has_an_identifier_and_nothing_is_encrypted": _encrypted,
    "nothing_comes_after_the_end": lambda file: file + b"more\n",
    "streams_are_in_the_file_itself": stream_entry("/F", String("elsewhere")),
    "filters_are_those_that_are_allowed": replaced(
        b"/Filter /FlateDecode", b"/Filter /LZWDecode  "
    ),
    "permissions_are_those_of_signatures": catalogue("/Perms", Dictionary(Other=Dictionary())),
    "pages_have_a_size_that_every_program_can_show": changed(
        lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, 20000, 800]))
    ),
    "states_are_nested_no_deeper_than_28": content(b"q " * 29 + b"Q " * 29),
    "contents_use_only_operators_of_the_standard": content(b"xyz"),
    "contents_name_only_resources_of_their_own": content(b"/Elsewhere gs"),
    "colours_are_meant_by_one_profile_of_version_2": without("/OutputIntents"),
    "no_colours_of_a_device_that_the_profile_is_not_for": content(b"0 0 0 1 k"),
    "graphics_states_transfer_and_halftone_nothing": changed(_halftone),
    "images_have_no_alternates_and_are_not_interpolated": changed(
        lambda pdf: _drawn(pdf, Interpolate=True)
    ),
    "forms_are_what_they_hold_and_nothing_else": stream_entry("/Ref", Dictionary()),
    "nothing_is_transparent": changed(_transparent),
    "composite_fonts_agree_with_their_encoding": font(
        lambda one: _put(one, "/Encoding", Name("/UniGB-UCS2-H"))
    ),
    "composite_truetype_fonts_map_their_characters_to_glyphs": changed(
        lambda pdf: _put(_fonts(pdf)[-1].DescendantFonts[0], "/CIDToGIDMap", Name.Other)
    ),
    "every_font_is_embedded": descendant(lambda one: _put(one.FontDescriptor, "/FontFile2", None)),
    "embedded_programs_hold_every_glyph_that_is_shown": descendant(_map_beyond),
    "a_set_of_characters_is_whole_where_there_is_one": changed(_cid_set),
    "every_character_that_is_shown_has_its_width": descendant(
        lambda one: _put(one, "/W", Array([1, Array([500])]))
    ),
    "every_character_that_is_shown_says_what_it_is": font(
        lambda one: _put(one, "/ToUnicode", None)
    ),
    "the_missing_glyph_is_never_shown": descendant(_map_to_missing),
    "annotations_are_of_a_kind_that_is_allowed": widget("/Subtype", Name.FileAttachment),
    "annotations_are_printed_and_never_hidden": widget("/F", 2),
    "annotations_have_an_appearance_and_one_only": widget("/AP", None),
    "forms_need_no_program_to_draw_them": changed(
        lambda pdf: _put(pdf.Root.AcroForm, "/NeedAppearances", True)  # noqa: FBT003 - a value
    ),
    "there_is_no_xml_form": changed(lambda pdf: _put(pdf.Root.AcroForm, "/XFA", Array([]))),
    "a_signature_is_over_all_but_its_own_contents": replaced(b"/ByteRange [0 ", b"/ByteRange [1 "),
    "no_action_does_what_is_forbidden": widget("/A", _SCRIPT),
    "nothing_triggers_an_action": catalogue("/OpenAction", Dictionary(S=Name.Named)),
    "metadata_are_there_and_can_be_read_as_they_are": metadata("<?xpacket begin", "<?other begin"),
    "properties_of_other_schemas_are_described": metadata(
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua", "<pdfaSchema:namespaceURI>http://x"
    ),
    "metadata_name_part_3_and_level_a": metadata("conformance>A<", "conformance>B<"),
    "information_and_metadata_say_the_same": changed(
        lambda pdf: _put(pdf.docinfo, "/Title", String("Another"))
    ),
    "metadata_are_well_formed": metadata("</rdf:RDF>", ""),
    "files_inside_say_what_they_are_to_the_document": specification("/AFRelationship", None),
    "files_inside_have_two_names_a_type_and_a_date": changed(_subtype),
    "files_inside_are_associated": changed(_unnamed),
    "there_are_no_layers": catalogue("/OCProperties", Dictionary()),
    "there_is_no_other_presentation": changed(
        lambda pdf: _put(pdf.Root.Names, "/AlternatePresentations", Dictionary())
    ),
    "nothing_is_required_of_the_reader": catalogue("/Requirements", Array([])),
    "metadata_name_pdf_ua_1": metadata("<pdfuaid:part>1<", "<pdfuaid:part>2<"),
    "the_title_is_there_and_shown": without("/DisplayDocTitle", "/ViewerPreferences"),
    "the_file_is_marked_as_tagged_and_not_suspect": without("/MarkInfo"),
    "there_is_a_structure_with_one_document_at_its_root": changed(_second_root),
    "all_content_is_tagged_or_decoration": content(b"0 0 9 9 re f"),
    "tagged_content_and_decoration_do_not_hold_each_other": content(
        b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC"
    ),
    "every_marked_content_leads_to_its_element": changed(_skipped),
    "every_piece_in_the_structure_is_on_its_page": changed(_lost),
    "every_element_knows_its_parent": changed(_orphan),
    "elements_are_of_standard_types": tag("P", "Paragraph"),
    "the_document_has_a_language": without("/Lang"),
    "languages_of_elements_are_written_as_they_should": element("Div", "/Lang", String("English")),
    "every_division_of_a_clause_has_its_language": element("Div", "/Lang", None),
    "pictures_are_described_and_have_a_place": element("Figure", "/Alt", None),
    "headings_begin_at_the_first_level_and_skip_none": tag("H2", "H3"),
    "headings_are_numbered_ones_only": tag("H2", "H"),
    "table_headers_say_what_they_head": element("TH", "/A", None),
    "tables_have_headers_and_rows_of_one_length": changed(_shorter_row),
    "lists_and_tables_hold_what_they_may": tag("LI", "P"),
    "lists_say_how_they_are_numbered": element("L", "/A", None),
    "heads_and_feet_of_pages_are_decoration": changed(_undecorated),
    "what_is_read_in_place_of_content_is_not_empty": element("P", "/ActualText", String("")),
    "files_inside_are_described": specification("/Desc", None),
    "nothing_keeps_assistive_programs_out": _encrypted,
    "outlines_lead_to_pages_of_the_file": changed(_nowhere),
    "annotations_are_in_the_structure": widget("/StructParent", 4321),
    "pages_with_annotations_are_walked_in_the_order_of_the_structure": changed(
        lambda pdf: [_put(page.obj, "/Tabs", Name.R) for page in pdf.pages]
    ),
    "widgets_are_in_form_elements": tag("Form", "P"),
    "fields_are_described": widget("/TU", None),
    "annotations_say_what_they_are": widget("/Contents", None),
}


def is_readable(file: bytes) -> bool:
    """Return whether a mutated file is still one that a checker can open."""
    return bool(Document(file).pages)
