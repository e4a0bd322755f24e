"""A folder of papers verified at once: a verdict for each, how many of which, and all as CSV."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Role
from api.errors import CODED_ERRORS, sentences, tell
from api.refusals import ApiError
from api.routes.verification import VerdictTold
from api.verifying import PDF_BYTES
from api.web.catalogues import N_
from api.web.figures.files import CSV, guarded
from api.web.forms import Handed
from api.web.page import Entry, Pages
from api.web.visit import Visit

pages = Pages()

FILES_MAX: Final = 60
"""So many files are judged for one form, one after the other."""
BULK_BYTES: Final = 2 * PDF_BYTES
"""So much one form brings; with scripts each file is a request of its own."""
PDF: Final = "application/pdf"
_STATUS: Final = "status_"
"""So the sentences begin that say how an agreement stands today."""
_TONES: Final = {"valid": "ok", "cannot_tell": "warn", "not_valid": "danger", "unread": "warn"}
_MAY: Final = frozenset({Role.OFFICIAL, Role.REGISTRY, Role.ORGANISER, Role.AUDITOR})


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A file and its verdict, as a row says it; ``level`` is ``unread`` where there is none."""

    name: str
    sha256: str
    level: str
    told: str
    why: str
    standing: str

    @property
    def tone(self) -> str:
        """The colour of the verdict."""
        return _TONES[self.level]


@pages.get("/desk/bulk", entry=Entry(label=N_("Verify many"), order=15, roles=_MAY))
async def bulk_page(visit: Visit) -> Response:
    """Ask for a folder, or for several files."""
    return _shown(visit)


@pages.post("/desk/bulk", form_bytes=BULK_BYTES + 256 * 1024, limit="heavy")
async def bulk(visit: Visit) -> Response:
    """Judge each file that was handed in, and tell of all of them."""
    papers = [one for one in visit.form.handed if one.content]
    if not papers or len(papers) > FILES_MAX:
        problem = visit.told("Choose between 1 and %(most)s files.", most=FILES_MAX)
        return _shown(visit, 422, problem=problem)
    rows = [await _judged(visit, one) for one in papers]
    if visit.form.text("as") == "csv":
        return _csv(visit, rows)
    counts = Counter(row.level for row in rows)
    return _shown(visit, rows=rows, counts=counts)


def _shown(visit: Visit, code: int = 200, /, **values: object) -> Response:
    """Return the page; scripts find in it what a status is called."""
    codes = [code for code in sentences("verdict") if code.startswith(_STATUS)]
    statuses = {code.removeprefix(_STATUS): _line(visit, code) for code in codes}
    known = {"rows": None, "counts": {}, "most": FILES_MAX, "statuses": statuses}
    return visit.show("desk/bulk.html", code, **{**known, **values})


async def _judged(visit: Visit, paper: Handed) -> Judged:
    """Return the verdict on one file; one that could not be read is told so, and the next judged.

    Raises:
        CodedError: where no file could be judged at present.
    """
    name = paper.called[-200:] or visit.told("without a name")
    try:
        verdict = await visit.hand_in("verify_file", VerdictTold, paper.content, PDF)
    except CODED_ERRORS as refused:
        if isinstance(refused, ApiError) and refused.code == "body_too_large":
            return Judged(
                name=name,
                sha256="",
                level="unread",
                told=visit.told("Not read"),
                why=visit.sentence(refused),
                standing="",
            )
        raise
    return Judged(
        name=name,
        sha256=verdict.pdf_sha256,
        level=verdict.level.value,
        told=_line(visit, verdict.level.value),
        why=next((one.detail for one in verdict.findings if one.code), ""),
        standing=_line(visit, f"{_STATUS}{verdict.status_now}"),
    )


def _line(visit: Visit, code: str) -> str:
    line = tell("verdict", code, {}, visit.tongue.told)
    return line[:1].upper() + line[1:]


def _csv(visit: Visit, rows: Sequence[Judged]) -> Response:
    written = StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    told = visit.told
    out.writerow(
        [told("File"), "SHA-256", told("Verdict"), told("Reason"), told("Status today"), "at"]
    )
    at = visit.at.isoformat(timespec="seconds")
    for row in rows:
        cells = (row.name, row.sha256, row.told, row.why, row.standing, at)
        out.writerow([guarded(cell) for cell in cells])
    content = ("\N{BYTE ORDER MARK}" + written.getvalue()).encode()
    headers = {"content-disposition": 'attachment; filename="verdicts.csv"'}
    return Response(content, media_type=CSV, headers=headers)
