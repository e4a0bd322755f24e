"""A document as it comes back from paper: printed, signed with a pen, and scanned."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tools import need

DOTS_PER_INCH = 50


def scan_of(pdf: bytes, folder: Path, *strokes: tuple[float, float]) -> bytes:
    """Return the pages as pictures, with a stroke of a pen at each place of the last one."""
    source, written = folder / "printed.pdf", BytesIO()
    source.write_bytes(pdf)
    command = [need("pdftoppm"), "-gray", "-jpeg", "-r", str(DOTS_PER_INCH), source, folder / "p"]
    subprocess.run(command, check=True, capture_output=True)
    canvas = Canvas(written, pagesize=A4, invariant=True)
    pictures = sorted(folder.glob("p-*.jpg"))
    for picture in pictures:
        canvas.drawImage(str(picture), 0, 0, *A4)
        for x, y in strokes if picture == pictures[-1] else ():
            canvas.bezier(x, y, x + 30, y + 40, x + 45, y - 25, x + 90, y + 15)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def text_of(pdf: bytes) -> str:
    """Return what an outside reader reads in a file; of a scan, nothing."""
    command = [need("pdftotext"), "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()
