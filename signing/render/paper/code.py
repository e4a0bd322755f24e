"""The QR code that each page carries, drawn once."""

from __future__ import annotations

import msgspec
import segno
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from aggregates.signing_sheet import SigningSheet
from signing.render.paper.streams import packed

SCHEME = "COUNTERSEAL:"


def code_text(sheet: SigningSheet) -> str:
    """Return what the QR code of a document says: the address of its page, for any telephone.

    Where the fair has no address, ``COUNTERSEAL:`` and the page code, in upper case, for which QR
    codes have a compact form (ISO/IEC 18004, alphanumeric mode). Where a document has no page code,
    nothing.
    """
    if not sheet.page_code:
        return ""
    if sheet.codes_at is msgspec.UNSET:
        return SCHEME + sheet.page_code.upper()
    return sheet.codes_at + sheet.page_code


def code_form(pdf: Pdf, text: str) -> Stream:
    """Return ``text`` as a QR code: a form one unit wide and high, without its quiet zone."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    size = len(matrix)
    runs = [
        f"{start} {size - 1 - y} {length} 1 re"
        for y, row in enumerate(matrix)
        for start, length in _dark_runs(row)
    ]
    content = f"{1 / size:.8f} 0 0 {1 / size:.8f} 0 0 cm\n0 g\n" + "\n".join(runs) + "\nf"
    return packed(
        pdf,
        content.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 1, 1]),
        Resources=Dictionary(),
    )


def _dark_runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
