"""The page that asks for a paper: the one page on which a camera may be used."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.web.visit import Visit

CAMERA: Final = "camera=(self), microphone=(), geolocation=()"
"""What the page that reads QR codes may use (W3C Permissions Policy): it alone, and no frame."""


def ask_page(visit: Visit, code: int = 200, /, **values: object) -> Response:
    """Return the page; what it is not told stays empty."""
    empty: dict[str, object] = {"digest": "", "status": None, "standing": ()}
    response = visit.show("verify/ask.html", code, **{**empty, **values})
    response.headers["permissions-policy"] = CAMERA
    return response
