"""Public verification: of a file that is handed in, and of a paper by the digest of its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from inspect import getdoc

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.checks import check_sha256
from aggregates.deal import DEAL
from aggregates.vocabulary import Sha256
from api.errors import Language, tell
from api.http.asked import NOBODY, Asked
from api.http.body import chunks_of, require_media_type
from api.http.checks import counted, counted_of
from api.http.evidence import PDF
from api.http.operation import Operation
from api.http.reply import Reply
from api.http.router import Router
from api.http.scans import by_scan
from api.http.seeing import answered
from api.recording import record_of
from api.storage.views import Views
from api.verifying import PDF_BYTES, Verifier
from ledger.errors import LedgerError
from ledger.sources import One
from projections.figures.asking import COUNTING
from projections.views.papers import PaperRow, find_paper
from signing.verify.verdict import Finding, Level, Signatory, Verdict

router = Router("verification")


class FindingTold(msgspec.Struct, frozen=True, kw_only=True):
    """What one numbered step found; without a ``code`` it was shown.

    ``facts`` are for programs, ``detail`` is a sentence in the reader's language.
    """

    number: int
    step: str
    code: str = ""
    facts: dict[str, str] = {}
    detail: str = ""


class VerdictTold(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a file, in three levels; ``standard`` is its name in ETSI EN 319 102-1.

    Who signed is told of a valid file only: it stands in the file. ``status_now`` is what the
    ledger says of the agreement today, ``also`` what else: ``not_checked`` where it says nothing.
    ``attested_by`` is who attested the paper original, if it is one; ``detached`` by which
    algorithm the registry signed the terms besides. ``added`` says what was added to a sealed file,
    which is then not valid; the first ``intact_octets`` of what was handed in are the sealed file,
    of the digest ``intact_sha256``, which is valid.
    """

    level: Level
    standard: str
    pdf_sha256: Sha256
    base_pdf_sha256: Sha256
    terms_sha256: Sha256
    page_code: str
    findings: tuple[FindingTold, ...]
    signatories: tuple[Signatory, ...]
    status_now: str
    also: tuple[str, ...]
    attested_by: str
    detached: str
    checked_at: datetime
    added: FindingTold | None = None
    intact_octets: int = 0
    intact_sha256: str = ""


class PaperStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file by its digest: no name, no term.

    ``newest``: it is the newest revision of its paper, and not an earlier one. ``status_now`` is
    what the ledger says of the agreement today, ``also`` what else: ``void`` if its signing was
    given up, ``not_checked`` where nothing can be said. That a digest is known does not say that
    its file is valid.
    """

    pdf_sha256: Sha256
    known: bool
    newest: bool
    status_now: str
    also: tuple[str, ...]


async def verify_file(asked: Asked) -> VerdictTold:
    """Judge a PDF: valid, not valid, or nothing to do with this registry.

    Whatever is handed in gets a verdict, in numbered steps with coded reasons. It is read in a
    process apart; what takes more there than any paper does is not shown to be anything.

    Raises:
        ApiError: ``media_type_unknown``, ``body_too_large``, ``verifier_busy``.
    """
    asked.require_may(NOBODY)
    require_media_type(asked.request, PDF)
    verifier = asked.site.the(Verifier)
    pdf = await verifier.taken_in(chunks_of(asked.request, PDF_BYTES))
    verdict = await by_scan(asked, await verifier.judged(pdf, asked.at))
    await counted(asked, "file", verdict.level.value, verdict.pdf_sha256)
    return _told(verdict, asked.at, asked.language)


router.add(
    Operation(
        id="verify_file",
        method="POST",
        path="/verify",
        tag=router.tag,
        about=getdoc(verify_file) or "",
        answer=VerdictTold,
        streams=True,
        takes=PDF,
        body_bytes=PDF_BYTES,
        limit="heavy",
    ),
    verify_file,
)


@router.get("/verify/{sha256}", answer=PaperStatus)
async def verify_digest(asked: Asked) -> Reply:
    """Say whether a file of this digest is known, and how its agreement stands now.

    Raises:
        RuleError: ``sha256_malformed``.
        ApiError: ``views_missing``.
    """
    asked.require_may(NOBODY)
    digest = asked.path["sha256"]
    check_sha256("sha256", digest)
    async with asked.site.the(Views).reading(COUNTING) as connection:
        paper = await find_paper(connection, digest)
    await counted_of(asked, "digest", paper)
    if paper is None:
        unknown = PaperStatus(
            pdf_sha256=digest, known=False, newest=False, status_now="not_checked", also=()
        )
        return answered(unknown)
    return answered(await run_in_threadpool(_status, asked, paper))


def _status(asked: Asked, paper: PaperRow) -> PaperStatus:
    status_now, also, newest = "not_checked", tuple[str, ...](), False
    try:
        deal = asked.site.places.edition(paper.log).state(One(DEAL, paper.deal))
        signing = deal.instruments[paper.instrument].signing
        if signing is None:
            status_now = "void"
        else:
            record = record_of(asked.site.installation, deal, paper.instrument)
            newest = record.pdf_sha256 == paper.sha256
            status_now, also = record.status_now, record.also
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":
            raise
    return PaperStatus(
        pdf_sha256=paper.sha256, known=True, newest=newest, status_now=status_now, also=also
    )


def _told(verdict: Verdict, at: datetime, language: Language) -> VerdictTold:
    return VerdictTold(
        level=verdict.level,
        standard=verdict.level.standard,
        pdf_sha256=verdict.pdf_sha256,
        base_pdf_sha256=verdict.base_pdf_sha256,
        terms_sha256=verdict.terms_sha256,
        page_code=verdict.page_code,
        findings=tuple(_findings(verdict.findings, language)),
        signatories=verdict.signatories,
        status_now=verdict.status_now,
        also=verdict.also,
        attested_by=verdict.attested_by,
        detached=verdict.detached,
        checked_at=at,
        added=_added(verdict, language),
        intact_octets=0 if verdict.intact is None else verdict.intact.octets,
        intact_sha256="" if verdict.intact is None else verdict.intact.sha256,
    )


def _added(verdict: Verdict, language: Language) -> FindingTold | None:
    if verdict.added is None:
        return None
    return next(_findings((Finding(number=0, step="added", reason=verdict.added),), language))


def _findings(findings: tuple[Finding, ...], language: Language) -> Iterator[FindingTold]:
    for one in findings:
        reason = one.reason
        if reason is None:
            yield FindingTold(number=one.number, step=one.step)
            continue
        yield FindingTold(
            number=one.number,
            step=one.step,
            code=reason.code,
            facts=reason.facts,
            detail=tell("signing", reason.code, reason.facts, language),
        )
