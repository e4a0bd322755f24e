"""The file: pages, structure, fields, bookmarks and archival parts put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
from pikepdf import Array, Dictionary, Name, Pdf

from signing.render.layout.marks import Placed
from signing.render.paper.archive import Associated, write_archive
from signing.render.paper.code import code_form
from signing.render.paper.fields import Field, write_fields
from signing.render.paper.fontbook import FontBook
from signing.render.paper.ink import CODE_NAME, Ink
from signing.render.paper.streams import packed, saved
from signing.render.paper.structure import Element
from signing.render.paper.text_string import text_string
from signing.render.paper.tree import write_tree
from signing.render.paper.xmp import Metadata


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A signature field to be: what a reader is told of it, and whether it closes the document."""

    description: str
    closes: bool


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes into the file.

    ``size`` is the pages' width and height in points; ``bookmarks`` are titles with the elements
    at which they point; ``seats`` are by field name, in the order in which they are read; ``code``
    is what the QR code on each page says, empty where there is none.
    """

    size: tuple[float, float]
    pages: Sequence[Sequence[Placed]]
    root: Element
    bookmarks: Sequence[tuple[str, Element]]
    seats: Mapping[str, Seat]
    code: str
    metadata: Metadata
    files: Sequence[Associated]


def written(draft: Draft) -> bytes:
    """Return the file. The same draft gives the same bytes."""
    with Pdf.new() as pdf:
        fonts = FontBook()
        inks = [_inked(number, page, draft, fonts) for number, page in enumerate(draft.pages)]
        _write_pages(pdf, inks, draft, fonts)
        widgets = write_fields(pdf, _fields(inks, draft))
        write_tree(pdf, draft.root, [ink.elements for ink in inks], widgets)
        _write_bookmarks(pdf, draft.bookmarks)
        write_archive(pdf, draft.metadata, draft.files)
        return saved(pdf)


def _inked(number: int, page: Sequence[Placed], draft: Draft, fonts: FontBook) -> Ink:
    ink = Ink(number, draft.size[1], fonts)
    for placed in page:
        ink.draw(placed)
    return ink


def _write_pages(pdf: Pdf, inks: Sequence[Ink], draft: Draft, fonts: FontBook) -> None:
    contents = [packed(pdf, ink.content()) for ink in inks]
    resources = Dictionary(Font=fonts.embedded(pdf))
    if draft.code:
        resources.XObject = Dictionary({CODE_NAME: code_form(pdf, draft.code)})
    shared = pdf.make_indirect(resources)
    box = Array([0, 0, *(round(side, 2) for side in draft.size)])
    for content in contents:
        pdf.add_blank_page(page_size=draft.size)
        page = pdf.pages[-1].obj
        page.MediaBox = box
        page.Resources = shared
        page.Contents = content


def _fields(inks: Sequence[Ink], draft: Draft) -> dict[str, Field]:
    places = {name: (ink.page, box) for ink in inks for name, box in ink.seats.items()}
    return {
        name: Field(
            name=name,
            description=seat.description,
            page=places[name][0],
            box=places[name][1],
            closes=seat.closes,
        )
        for name, seat in draft.seats.items()
    }


def _write_bookmarks(pdf: Pdf, bookmarks: Sequence[tuple[str, Element]]) -> None:
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(bookmarks)))
    entries = [
        pdf.make_indirect(
            Dictionary(Title=text_string(title), Parent=outlines, Dest=_destination(pdf, element))
        )
        for title, element in bookmarks
    ]
    for before, after in pairwise(entries):
        before.Next = after
        after.Prev = before
    outlines.First, outlines.Last = entries[0], entries[-1]
    pdf.Root.Outlines = outlines


def _destination(pdf: Pdf, element: Element) -> Array:
    page, top = element.start or (0, 0.0)
    return Array([pdf.pages[page].obj, Name.XYZ, None, round(top, 2), None])
