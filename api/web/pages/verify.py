"""For everybody: is this paper genuine, and how does its agreement stand today?"""

from __future__ import annotations

import re
from typing import Final

from starlette.responses import Response

from api.errors import tell
from api.routes.verification import PaperStatus, VerdictTold
from api.verifying import PDF_BYTES
from api.web.catalogues import N_
from api.web.page import Entry, Pages
from api.web.verifying import ask_page
from api.web.visit import Visit

pages = Pages()

PDF: Final = "application/pdf"
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_AROUND_BYTES: Final = 64 * 1024
"""What a form needs beside the file in it."""
_TONES: Final = {"valid": "ok", "cannot_tell": "warn", "not_valid": "danger"}


@pages.get("/verify", public=True, entry=Entry(label=N_("Verify"), order=90, public=True))
async def verify_page(visit: Visit) -> Response:
    """Ask for a paper, or say what is known of one by its digest."""
    digest = visit.query("sha256").strip().lower()
    if not digest:
        return ask_page(visit)
    if not _SHA256.fullmatch(digest):
        problem = visit.told("A digest is 64 characters long, of 0 to 9 and a to f.")
        return ask_page(visit, 422, digest=digest, problem=problem)
    status = await visit.read("verify_digest", PaperStatus, sha256=digest)
    standing = _standing(visit, status.status_now, status.also)
    return ask_page(visit, digest=digest, status=status, standing=standing)


@pages.post("/verify", public=True, form_bytes=PDF_BYTES + _AROUND_BYTES, limit="heavy")
async def verify(visit: Visit) -> Response:
    """Judge the paper that was handed in."""
    paper = visit.form.files.get("paper", b"")
    if not paper:
        problem = visit.told("Choose a PDF first.")
        return ask_page(visit, 422, problem=problem)
    verdict = await visit.hand_in("verify_file", VerdictTold, paper, PDF)
    unasked = verdict.status_now == "not_checked"
    return visit.show(
        "verify/verdict.html",
        verdict=verdict,
        tone=_TONES[verdict.level.value],
        level=_line(visit, verdict.level.value),
        steps={one.step: _line(visit, f"step_{one.step}") for one in verdict.findings},
        unasked={"record": _line(visit, "ledger_not_asked")} if unasked else {},
        standing=_standing(visit, verdict.status_now, verdict.also),
    )


def _standing(visit: Visit, status_now: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the ledger says of the agreement today, in sentences."""
    return tuple(_line(visit, f"status_{one}") for one in (status_now, *also))


def _line(visit: Visit, code: str) -> str:
    """Return a line of a verdict in the reader's language, as it begins a line."""
    line = tell("verdict", code, {}, visit.tongue.told)
    return line[:1].upper() + line[1:]
