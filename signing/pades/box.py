"""How large a signature field is: what its stamp is drawn to."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Dictionary, Pdf, PdfError

from signing.errors import SignatureError


def field_size(pdf: bytes, field: str) -> tuple[float, float]:
    """Return width and height of a field's box, in points.

    Raises:
        SignatureError: ``pdf_unreadable``, ``field_unknown``.
    """
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            return _size_in(opened, field)
    except PdfError as wrong:
        raise SignatureError("pdf_unreadable", reason=str(wrong)) from wrong


def _size_in(pdf: Pdf, field: str) -> tuple[float, float]:
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    for one in fields if isinstance(fields, Array) else ():
        if str(one.get("/T")) == field:
            left, foot, right, top = (float(side) for side in one.Rect)
            return right - left, top - foot
    raise SignatureError("field_unknown", field=field)
