"""The QR code that each page carries, drawn once."""

from __future__ import annotations

import segno
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from signing.render.paper.streams import packed

SCHEME = "COUNTERSEAL:"


def code_text(page_code: str) -> str:
    """Return what the QR code of a document says: ``COUNTERSEAL:`` and the page code.

    In upper case, for which QR codes have a compact form (ISO/IEC 18004, alphanumeric mode).
    """
    return SCHEME + page_code.upper()


def code_form(pdf: Pdf, page_code: str) -> Stream:
    """Return the QR code as a form one unit wide and high, without its quiet zone."""
    matrix = segno.make_qr(code_text(page_code), error="m", boost_error=False).matrix
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
