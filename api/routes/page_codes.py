"""The code on a printed page: what it tells anybody, and whom it opens the original to."""

from __future__ import annotations

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from aggregates.deal.publicity.original import is_original_open
from aggregates.deal.signing.events import SigningOpened
from aggregates.deal.signing.open_signing import PAGE_CODE
from aggregates.deal.state import Deal, Instrument
from aggregates.errors import RuleError
from api.http.asked import NOBODY, Asked
from api.http.checks import counted_of
from api.http.evidence import PDF
from api.http.policy import can
from api.http.related import related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.seeing import answered
from api.recording import record_of
from api.refusals import ApiError
from api.storage.views import Views
from ledger.errors import LedgerError
from ledger.sources import One
from projections.figures.asking import COUNTING
from projections.views.papers import PaperRow, find_printed

router = Router("verification")


class PrintedStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a printed page by the code on it: no name, no term.

    ``terms_sha256`` begins with the digits that stand beside the code; ``base_pdf_sha256`` is what
    was printed, ``pdf_sha256`` the newest revision. ``status_now`` and ``also`` are as in
    `PaperStatus`, ``attested`` says that it was signed on paper and attested by an official.
    ``original`` is where who asks reads the document itself, to hold it against the paper: where
    the sides open it to who holds its code, or in the deal for who may read it there; else empty.
    """

    page_code: str
    known: bool
    terms_sha256: str = ""
    base_pdf_sha256: str = ""
    pdf_sha256: str = ""
    status_now: str = "not_checked"
    also: tuple[str, ...] = ()
    attested: bool = False
    original: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The deal of a printed page, and the instrument whose signing now has its code, if any."""

    deal: Deal
    instrument: Instrument | None


@router.get("/verify/codes/{code}", answer=PrintedStatus)
async def verify_page_code(asked: Asked) -> Reply:
    """Say whether a document bears this page code, and how its agreement stands now.

    The code is the 32 hexadecimal digits on each page, as its QR code has them, hyphens or not. Who
    may read the document is told where it is.

    Raises:
        RuleError: ``page_code_malformed``.
        ApiError: ``views_missing``.
    """
    asked.require_may(NOBODY)
    code, paper = await _asked_about(asked)
    await counted_of(asked, "code", paper)
    if paper is None:
        return answered(PrintedStatus(page_code=code, known=False))
    return answered(await run_in_threadpool(_printed, asked, paper))


@router.get("/verify/codes/{code}/original", answer=bytes, media=(PDF,))
async def open_original(asked: Asked) -> Reply:
    """Return the document that a printed page is of, as it was before anybody signed.

    To anybody who has the code, once every side of the instrument has consented to that and while
    none keeps the deal confidential. To everybody else it is as though there were no such code.

    Raises:
        RuleError: ``page_code_malformed``.
        ApiError: ``original_closed``, ``views_missing``.
    """
    asked.require_may(NOBODY)
    _, paper = await _asked_about(asked)
    if paper is None:
        raise ApiError("original_closed")
    return await run_in_threadpool(_original, asked, paper)


async def _asked_about(asked: Asked) -> tuple[str, PaperRow | None]:
    """Return the page code that an address names, and the document that bears it."""
    code = asked.path["code"].replace("-", "").lower()
    if PAGE_CODE.fullmatch(code) is None:
        raise RuleError("page_code_malformed", page_code=asked.path["code"][:64])
    async with asked.site.the(Views).reading(COUNTING) as connection:
        return code, await find_printed(connection, code)


def _found(asked: Asked, paper: PaperRow) -> Found | None:
    """Return what bears the code of a paper; none of an erased deal."""
    try:
        whole = asked.site.places.edition(paper.log).whole(One(DEAL, paper.deal))
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":
            raise
        return None
    instrument = whole.state.instruments[paper.instrument]
    codes = [
        one.event.page_code
        for one in whole.recorded
        if isinstance(one.event, SigningOpened) and one.event.instrument == paper.instrument
    ]
    stands = instrument.signing is not None and codes[-1] == paper.page_code
    return Found(deal=whole.state, instrument=instrument if stands else None)


def _original(asked: Asked, paper: PaperRow) -> Reply:
    found = _found(asked, paper)
    if found is None or found.instrument is None or found.instrument.signing is None:
        raise ApiError("original_closed")
    if not is_original_open(found.deal, found.instrument):
        raise ApiError("original_closed")
    digest = found.instrument.signing.base_pdf_sha256
    content = asked.site.places.edition(paper.log).blob(One(DEAL, paper.deal), digest)
    name = {"content-disposition": f'inline; filename="{digest[:16]}.pdf"'}
    return Reply(content=content, etag=digest, cache=ASK_AGAIN, media=PDF, headers=name)


def _printed(asked: Asked, paper: PaperRow) -> PrintedStatus:
    """Return how a printed document stands; of an erased deal, only that there was one."""
    found = _found(asked, paper)
    if found is None:
        return PrintedStatus(page_code=paper.page_code, known=True)
    instrument = found.instrument
    if instrument is None or instrument.signing is None:
        return PrintedStatus(page_code=paper.page_code, known=True, status_now="void")
    record = record_of(asked.site.installation, found.deal, paper.instrument)
    return PrintedStatus(
        page_code=paper.page_code,
        known=True,
        terms_sha256=instrument.signing.terms_sha256,
        base_pdf_sha256=instrument.signing.base_pdf_sha256,
        pdf_sha256=record.pdf_sha256,
        status_now=record.status_now,
        also=record.also,
        attested=bool(record.attested_by),
        original=_where(asked, found.deal, instrument, paper.page_code),
    )


def _where(asked: Asked, deal: Deal, instrument: Instrument, code: str) -> str:
    """Return where who asks reads the original; empty for who may not."""
    acting, signing = asked.acting, instrument.signing
    readable = acting is not None and can(acting, "read_document", related(deal, asked.who))
    if signing is not None and readable:
        return f"/api/v1/deals/{deal.id}/documents/{signing.base_pdf_sha256}"
    opened = is_original_open(deal, instrument)
    return f"/api/v1/verify/codes/{code}/original" if opened else ""
