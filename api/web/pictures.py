"""Pictures that a page draws itself."""

from __future__ import annotations

import base64
from io import BytesIO

import segno


def qr_of(text: str) -> str:
    """Return a QR code of a text, as an address that an image shows."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=3, scale=4, light="#fff")
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
