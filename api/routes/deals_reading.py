"""Reading one deal from the ledger itself: now, at a position, as of an instant."""

from __future__ import annotations

import re
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from starlette.responses import Response

from aggregates.deal import DEAL
from aggregates.deal.guards import require_instrument
from aggregates.vocabulary import InstrumentId, Sha256
from api.contracts.people import Registered
from api.deals.course import Course, When
from api.deals.matrix import MatrixNow, matrix_of
from api.deals.shown import shown_to_invited
from api.deals.standing import DealStanding, standing_of
from api.deals.timeline import Moment, moments_of
from api.http.annexing import annex_response
from api.http.asked import Asked
from api.http.paging import LIMIT, LIMIT_MAX, Page
from api.http.receipts import witnessed_as
from api.http.reply import ASK_AGAIN, IMMUTABLE, Reply
from api.http.router import Router
from api.http.seen import seen_by
from api.names import Names, titles_in_catalogue
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.sources import One

router = Router("deals")

PDF: Final = "application/pdf"
OCTETS: Final = "application/octet-stream"
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class MatrixWhen(When, frozen=True, kw_only=True):
    """As of when, and of which instrument; the leading one if none is named."""

    instrument: InstrumentId = ""


class TimelinePart(When, frozen=True, kw_only=True):
    """As of when, and which part: what follows a cursor, so many.

    The latest ``told`` of the part are told in sentences; all of it, if that is left out. What is
    told by its type alone is answered sooner.
    """

    cursor: str = ""
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT
    told: Annotated[int, Meta(ge=0, le=LIMIT_MAX)] | None = None


@router.get("/deals/{deal}", answer=DealStanding, query=When)
def read_deal(asked: Asked, when: When) -> Reply:
    """Return how a deal stands, or stood.

    Its entity tag is the version that commands cite with ``If-Match``.
    """
    seen = seen_by(asked, when)
    (witnessed,) = witnessed_as(asked, seen.book, seen.course.recorded[-1:])
    deal, position = seen.course.deal, seen.course.position
    standing = standing_of(
        seen.course,
        asked.who.organisation,
        witnessed,
        lambda: titles_in_catalogue(seen.book, deal.project, deal.title, position),
        whole=seen.whole,
        papers=lambda one: seen.files or seen.is_open(one),
    )
    return _answered(seen.course, standing, partial=witnessed.is_pending or not seen.whole)


@router.get("/deals/{deal}/matrix", answer=MatrixNow, query=MatrixWhen)
def read_matrix(asked: Asked, when: MatrixWhen) -> Reply:
    """Return the table of an instrument, with the digests that acceptances must cite.

    Who is invited reads what it would accede to: the letter of intent, unless it names an NDA.
    """
    seen = seen_by(asked, when)
    course, wanted = seen.course, when.instrument
    if not seen.whole and not wanted:
        wanted = next((one.id for one in shown_to_invited(course.deal)), "")
    instrument = require_instrument(course.deal, wanted or course.deal.leading)
    if not seen.is_open(instrument):
        raise ApiError("not_permitted")
    table = matrix_of(course.deal, instrument, course.version, course.position)
    return _answered(course, table, partial=not seen.whole)


@router.get("/deals/{deal}/timeline", answer=Page[Moment], query=TimelinePart)
def read_timeline(asked: Asked, part: TimelinePart) -> Reply:
    """Return what happened in a deal, in order, told in the reader's language.

    Who sees the timeline alone is told when something happened, and of what type it was.
    """
    seen = seen_by(asked, part)
    book, course = seen.book, seen.course
    of = f"timeline:{course.deal.id}"
    after = asked.site.cursors.place(of, part.cursor, int) if part.cursor else 0
    names = Names(Registered(asked.site.installation), book, asked.language)
    told_in = asked.language if seen.whole else None
    shown = [one for one in course.recorded if one.position > after][: part.limit]
    witnessed = witnessed_as(asked, book, shown)
    told = len(shown) if part.told is None else part.told
    moments = tuple(moments_of(course, names, told_in, shown, witnessed, told))
    more = bool(moments) and moments[-1].position < course.position
    following = asked.site.cursors.cursor(of, moments[-1].position) if more else None
    page = Page(items=moments, next=following)
    # a name may be erased, so that no telling of the past stays as it is for ever
    etag = f"{course.version}-{asked.language}"
    language = {"content-language": asked.language}
    partial = not seen.whole or any(one.is_pending for one in witnessed)
    return Reply(content=page, etag=etag, cache=ASK_AGAIN, headers=language, partial=partial)


@router.get("/deals/{deal}/documents/{sha256}", answer=bytes, media=(PDF, OCTETS))
def read_document(asked: Asked) -> Reply | Response:
    """Return a file that an event of the deal names: a paper's revision, an annex, an evidence."""
    digest, source = asked.path["sha256"], One(DEAL, asked.path["deal"])
    seen = seen_by(asked, When())
    book = seen.book
    if not _SHA256.fullmatch(digest) or not seen.has_file(digest):
        raise ApiError("document_unknown", sha256=digest[:64])
    try:
        content = book.blob(source, digest)
    except LedgerError as wrong:
        if wrong.code == "blob_unknown":
            return _annex(asked, digest)
        raise
    is_pdf = content.startswith(b"%PDF-")
    name = f"{digest[:16]}.{'pdf' if is_pdf else 'bin'}"
    return Reply(
        content=content,
        etag=digest,
        cache=IMMUTABLE,
        media=PDF if is_pdf else OCTETS,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _annex(asked: Asked, digest: Sha256) -> Response:
    """Return a file that was handed in over the network, and so is in no log."""
    try:
        return annex_response(asked, digest)
    except LedgerError as wrong:
        if wrong.code == "file_unknown":
            raise ApiError("document_unknown", sha256=digest) from wrong
        raise


def _answered(course: Course, content: msgspec.Struct, *, partial: bool) -> Reply:
    cache = IMMUTABLE if course.settled and not partial else ASK_AGAIN
    return Reply(content=content, etag=course.version, cache=cache, partial=partial)
