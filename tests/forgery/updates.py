"""Changing a file as readers and editors do: by an incremental update of its objects."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from forgery.pen import Update
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject, pdf_string
from pyhanko.pdf_utils.generic import FloatObject as Real
from pyhanko.pdf_utils.generic import NameObject as Name
from pyhanko.pdf_utils.generic import NumberObject as Number

PRICE = b"BT /F1 30 Tf 60 500 Td (PRICE: 1 USD) Tj ET"


def updated(pdf: bytes, change: Callable[[Update], None]) -> bytes:
    """Return ``pdf`` with an update that nobody signs."""
    update, made = Update(pdf), BytesIO()
    change(update)
    update.write(made)
    return made.getvalue()


def other_page(update: Update) -> None:
    """Show another text on the first page."""
    page = _first_page(update)
    page[Name("/Contents")] = update.add_object(StreamObject(stream_data=PRICE))
    update.update_container(page)


def pages_swapped(update: Update) -> None:
    """Put the second page before the first."""
    pages = update.root["/Pages"]
    kids = pages["/Kids"]
    first, second = kids.raw_get(0), kids.raw_get(1)
    kids[0], kids[1] = second, first
    update.update_container(pages)


def page_dropped(update: Update) -> None:
    """Leave out the second page."""
    pages = update.root["/Pages"]
    del pages["/Kids"][1]
    pages[Name("/Count")] = Number(len(pages["/Kids"]))
    update.update_container(pages)


def annotation(update: Update) -> None:
    """Lay a note over the first page."""
    page = _first_page(update)
    note = DictionaryObject(
        {
            Name("/Type"): Name("/Annot"),
            Name("/Subtype"): Name("/FreeText"),
            Name("/Rect"): _box(100, 500, 500, 560),
            Name("/Contents"): pdf_string("1 USD"),
            Name("/AP"): DictionaryObject({Name("/N"): _drawing(update)}),
        }
    )
    page[Name("/Annots")] = ArrayObject([*page.get("/Annots", ()), update.add_object(note)])
    update.update_container(page)


def script(update: Update) -> None:
    """Run a script when the file is opened."""
    update.root[Name("/OpenAction")] = DictionaryObject(
        {Name("/S"): Name("/JavaScript"), Name("/JS"): pdf_string("app.alert(1)")}
    )
    update.update_root()


def other_appearance(field: str) -> Callable[[Update], None]:
    """Draw something else where ``field`` is signed."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        widget[Name("/AP")] = DictionaryObject({Name("/N"): _drawing(update)})
        update.update_container(widget)

    return change


def empty_appearance(field: str) -> Callable[[Update], None]:
    """Give ``field`` an appearance that has no contents at all."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        nothing = DictionaryObject(
            {Name("/Subtype"): Name("/Form"), Name("/Resources"): DictionaryObject()}
        )
        widget[Name("/AP")] = DictionaryObject({Name("/N"): update.add_object(nothing)})
        update.update_container(widget)

    return change


def other_language(update: Update) -> None:
    """Say that the document is in another language."""
    update.root[Name("/Lang")] = pdf_string("fr")
    update.update_root()


def moved(field: str) -> Callable[[Update], None]:
    """Make the box of ``field`` as large as the page."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        widget[Name("/Rect")] = _box(0, 0, 595, 842)
        update.update_container(widget)

    return change


def hidden(field: str) -> Callable[[Update], None]:
    """Have readers not show ``field``."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        widget[Name("/F")] = Number(2)
        update.update_container(widget)

    return change


def unsigned(field: str) -> Callable[[Update], None]:
    """Take the signature out of ``field``."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        del widget["/V"]
        update.update_container(widget)

    return change


def field_removed(field: str) -> Callable[[Update], None]:
    """Take ``field`` out of the form."""

    def change(update: Update) -> None:
        form = update.root["/AcroForm"]
        names = [one.get_object()["/T"] for one in form["/Fields"]]
        del form["/Fields"][names.index(field)]
        update.update_container(form)

    return change


def field_doubled(field: str) -> Callable[[Update], None]:
    """Add a second field of the same name, with the same signature."""

    def change(update: Update) -> None:
        form = update.root["/AcroForm"]
        signature: Any = field_of(update, field).raw_get("/V")
        again = {
            Name("/FT"): Name("/Sig"),
            Name("/T"): pdf_string(field),
            Name("/V"): generic.IndirectObject(signature.idnum, 0, update),
        }
        form["/Fields"].append(update.add_object(DictionaryObject(again)))
        update.update_container(form)

    return change


def field_added(update: Update) -> None:
    """Add an empty signature field that shows a price over the first page."""
    form = update.root["/AcroForm"]
    added = {
        Name("/Type"): Name("/Annot"),
        Name("/Subtype"): Name("/Widget"),
        Name("/FT"): Name("/Sig"),
        Name("/T"): pdf_string("approval"),
        Name("/Rect"): _box(100, 500, 500, 560),
        Name("/AP"): DictionaryObject({Name("/N"): _drawing(update)}),
    }
    form["/Fields"].append(update.add_object(DictionaryObject(added)))
    update.update_container(form)


def other_font(update: Update) -> None:
    """Give the text another font program, so that its digits look otherwise."""
    page = update.root["/Pages"]["/Kids"][0]
    fonts = list(page["/Resources"]["/Font"].values())
    first, second = (_program_of(font.get_object()) for font in fonts[:2])
    first[Name("/FontFile2")] = second.raw_get("/FontFile2")
    update.update_container(first)


def other_attachment(name: str) -> Callable[[Update], None]:
    """Put another file in the place of the attachment ``name``."""

    def change(update: Update) -> None:
        listed = update.root["/Names"]["/EmbeddedFiles"]["/Names"]
        specification = listed[list(listed).index(name) + 1]
        stream = update.add_object(StreamObject(stream_data=b"{}"))
        specification[Name("/EF")] = DictionaryObject({Name("/F"): stream, Name("/UF"): stream})
        update.update_container(specification)

    return change


def other_metadata(update: Update) -> None:
    """Say something else of the document in its metadata."""
    metadata: Any = update.root.raw_get("/Metadata")
    packet = metadata.get_object().data.replace(b"Counterseal", b"Countersale")
    replacement = StreamObject(
        {Name("/Type"): Name("/Metadata"), Name("/Subtype"): Name("/XML")}, stream_data=packet
    )
    update.objects[(0, metadata.idnum)] = replacement


def other_title(update: Update) -> None:
    """Give the document another title."""
    information: Any = update.trailer["/Info"]
    information[Name("/Title")] = pdf_string("Option, without obligation")
    update.update_container(information)


def store_of_certificates(update: Update) -> None:
    """Add a document security store."""
    stream = update.add_object(StreamObject(stream_data=b"no certificate"))
    store = DictionaryObject({Name("/Certs"): ArrayObject([stream])})
    update.root[Name("/DSS")] = update.add_object(store)
    update.update_root()


def unused_object(update: Update) -> None:
    """Add an object to which nothing leads yet."""
    update.add_object(StreamObject(stream_data=PRICE))


def signature_copied(field: str) -> Callable[[Update], None]:
    """Give ``field`` a copy of its signature for a value."""

    def change(update: Update) -> None:
        widget = field_of(update, field)
        copied = DictionaryObject(widget["/V"])
        widget[Name("/V")] = update.add_object(copied)
        update.update_container(widget)

    return change


def field_of(update: Update, name: str) -> DictionaryObject:
    """Return the widget of a field."""
    fields = update.root["/AcroForm"]["/Fields"]
    return next(one.get_object() for one in fields if one.get_object()["/T"] == name)


def _first_page(update: Update) -> DictionaryObject:
    page: Any = update.find_page_for_modification(0)[0].get_object()
    return page


def _program_of(font: DictionaryObject) -> DictionaryObject:
    return font["/DescendantFonts"][0]["/FontDescriptor"]


def _drawing(update: Update) -> generic.IndirectObject:
    entries = {
        Name("/Type"): Name("/XObject"),
        Name("/Subtype"): Name("/Form"),
        Name("/BBox"): _box(0, 0, 400, 60),
    }
    return update.add_object(StreamObject(entries, stream_data=PRICE))


def _box(*edges: float) -> ArrayObject:
    return ArrayObject([Real(str(edge)) for edge in edges])
