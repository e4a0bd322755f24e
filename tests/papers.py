"""A small PDF with empty signature fields, and a stamp, for tests that need no contract."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 200, 80


def stamp(text: str = "Signed") -> bytes:
    """Return a PDF of one page of the size of a field."""
    return _page(text, (WIDTH, HEIGHT))


def blank(*fields: str, locking: str = "", lock: Dictionary | None = None) -> bytes:
    """Return a PDF of one page with these empty fields; ``locking`` names one with a lock."""
    with pikepdf.open(BytesIO(_page("A paper", (595, 842)))) as pdf:
        widgets = Array([_field(pdf, name, 20 + 90 * at) for at, name in enumerate(fields)])
        for widget in widgets:
            if str(widget.T) == locking:
                widget.Lock = pdf.make_indirect(lock or all_fields())
        pdf.pages[0].obj.Annots = widgets
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=widgets, SigFlags=1))
        saved = BytesIO()
        pdf.save(saved, deterministic_id=True, min_version="1.7")
    return saved.getvalue()


def all_fields() -> Dictionary:
    """Return the lock of an official's field: on all fields, without permissions."""
    return Dictionary(Type=Name.SigFieldLock, Action=Name.All)


def _field(pdf: pikepdf.Pdf, name: str, bottom: int) -> pikepdf.Object:
    box = Array([0, 0, WIDTH, HEIGHT])
    appearance = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            F=132,
            Rect=Array([50, bottom, 50 + WIDTH, bottom + HEIGHT]),
            P=pdf.pages[0].obj,
            AP=Dictionary(N=appearance),
        )
    )


def _page(text: str, size: tuple[float, float]) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=size, invariant=1)
    canvas.drawString(8, size[1] - 20, text)
    canvas.showPage()
    canvas.save()
    return made.getvalue()
