"""For who has a printed page: what the code on it says, and the original for who may read it."""

from __future__ import annotations

import re
from typing import Final

from starlette.responses import Response

from aggregates.deal.signing.open_signing import PAGE_CODE
from api.errors import tell
from api.routes.page_codes import PrintedStatus
from api.web.page import Pages
from api.web.verifying import ask_page
from api.web.visit import Visit

pages = Pages()

_NOISE: Final = re.compile(r"[\s\-\u2010-\u2015]+")
_WITHIN: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


@pages.get("/verify/code", public=True)
async def verify_code(visit: Visit) -> Response:
    """Lead to the page of a code that was typed, as the paper prints it or as a scan has it."""
    code = code_in(visit.query("code"))
    if not code:
        return _asked_again(visit, visit.query("code"))
    return visit.go(f"/verify/{code}")


@pages.get("/verify/{code}", public=True)
async def verify_printed(visit: Visit) -> Response:
    """Tell how the document stands whose pages bear a code, and where its original is."""
    code = code_in(visit.path["code"])
    if not code:
        return _asked_again(visit, visit.path["code"])
    printed = await visit.read("verify_page_code", PrintedStatus, code=code)
    standing = [printed.status_now, *printed.also] if printed.known else []
    return visit.show(
        "verify/code.html",
        printed=printed,
        spelled=" ".join(code[at : at + 4] for at in range(0, len(code), 4)),
        standing=[_line(visit, f"status_{one}") for one in standing],
    )


def code_in(written: str) -> str:
    """Return the page code in what was typed or scanned; empty if there is none.

    A QR code says ``COUNTERSEAL:`` before it, and a copied address the place of a page.
    """
    plain = _NOISE.sub("", written[:400]).lower()
    found = _WITHIN.search(plain)
    return found[0] if found and PAGE_CODE.fullmatch(found[0]) else ""


def _asked_again(visit: Visit, written: str) -> Response:
    wrong = visit.told("A page code is 32 digits and letters from a to f; it stands on each page.")
    return ask_page(visit, 422, code=written[:80], wrong_code=wrong)


def _line(visit: Visit, code: str) -> str:
    line = tell("verdict", code, {}, visit.tongue.told)
    return line[:1].upper() + line[1:]
