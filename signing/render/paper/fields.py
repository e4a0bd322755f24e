"""The empty signature fields of the base document, one a seat.

Source: ISO 32000-1, 12.7.4.5 (signature fields and their locks); ISO 14289-1, 7.18 (annotations).
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from pikepdf import Array, Dictionary, Name, Pdf, String

from signing.render.paper.streams import plain
from signing.render.paper.text_string import text_string

PRINTED_AND_LOCKED = 4 | 128
"""Annotation flags: the field is printed, and can not be moved or deleted by hand."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A place to sign: its page, its box in PDF coordinates, and what a reader is told of it.

    ``closes`` says that a signature here locks every other field of the document.
    """

    name: str
    description: str
    page: int
    box: tuple[float, float, float, float]
    closes: bool


def write_fields(pdf: Pdf, fields: Mapping[str, Field]) -> dict[str, Dictionary]:
    """Put the fields into ``pdf`` and return their widgets by name, in the order of ``fields``.

    Without fields there is no form: what is not for signature does not speak of signatures.
    """
    if not fields:
        return {}
    widgets = {name: _widget(pdf, field) for name, field in fields.items()}
    for number, page in enumerate(pdf.pages):
        here = [widgets[name] for name, field in fields.items() if field.page == number]
        if here:
            page.obj.Annots = pdf.make_indirect(Array(here))
    form = Dictionary(Fields=Array(list(widgets.values())), SigFlags=1)
    pdf.Root.AcroForm = pdf.make_indirect(form)
    return widgets


def _widget(pdf: Pdf, field: Field) -> Dictionary:
    left, foot, right, top = field.box
    blank = plain(
        pdf,
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(right - left, 2), round(top - foot, 2)]),
        Resources=Dictionary(),
    )
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(field.name),
        TU=text_string(field.description),
        Contents=text_string(field.description),
        F=PRINTED_AND_LOCKED,
        Rect=Array([left, foot, right, top]),
        P=pdf.pages[field.page].obj,
        AP=Dictionary(N=blank),
    )
    if field.closes:
        # without /P: its permissions would contradict those of the certification (ISO 32000-2)
        lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All)
        widget.Lock = pdf.make_indirect(lock)
    return pdf.make_indirect(widget)
