"""Reading one deal from the ledger itself: now, at a position, as of an instant."""

from __future__ import annotations

import re
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from starlette.responses import Response

from aggregates.deal import DEAL
from aggregates.deal.guards import require_instrument
from aggregates.deal.state import Deal
from aggregates.vocabulary import InstrumentId, Sha256
from api.contracts.people import Registered
from api.deals.course import Course, When, course_of
from api.deals.matrix import MatrixNow, matrix_of
from api.deals.standing import DealStanding, standing_of
from api.deals.timeline import Moment, moments_of
from api.http.annexing import annex_response
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.paging import LIMIT, LIMIT_MAX, Page
from api.http.policy import can
from api.http.reply import ASK_AGAIN, IMMUTABLE, Reply
from api.http.router import Router
from api.http.rule import Relation
from api.names import Names
from api.refusals import ApiError
from ledger.book import Book
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
    """As of when, and which part: what follows a cursor, so many."""

    cursor: str = ""
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT


@router.get("/deals/{deal}", answer=DealStanding, query=When)
def read_deal(asked: Asked, when: When) -> Reply:
    """Return how a deal stands, or stood.

    Its entity tag is the version that commands cite with ``If-Match``.
    """
    _, course, relations = _course(asked, when)
    whole = can(asked.acting, "read_matrix", relations)
    return _answered(course, standing_of(course, asked.who.organisation, whole=whole))


@router.get("/deals/{deal}/matrix", answer=MatrixNow, query=MatrixWhen)
def read_matrix(asked: Asked, when: MatrixWhen) -> Reply:
    """Return the table of an instrument, with the digests that acceptances must cite."""
    _, course, _ = _course(asked, when)
    instrument = require_instrument(course.deal, when.instrument or course.deal.leading)
    table = matrix_of(course.deal, instrument, course.version, course.position)
    return _answered(course, table)


@router.get("/deals/{deal}/timeline", answer=Page[Moment], query=TimelinePart)
def read_timeline(asked: Asked, part: TimelinePart) -> Reply:
    """Return what happened in a deal, in order, told in the reader's language."""
    book, course, _ = _course(asked, part)
    of = f"timeline:{course.deal.id}"
    after = asked.site.cursors.place(of, part.cursor, int) if part.cursor else 0
    names = Names(Registered(asked.site.installation), book, asked.language)
    moments = tuple(moments_of(course, names, asked.language, after, part.limit))
    more = bool(moments) and moments[-1].position < course.position
    following = asked.site.cursors.cursor(of, moments[-1].position) if more else None
    page = Page(items=moments, next=following)
    # a name may be erased, so that no telling of the past stays as it is for ever
    etag = f"{course.version}-{asked.language}"
    language = {"content-language": asked.language}
    return Reply(content=page, etag=etag, cache=ASK_AGAIN, headers=language)


@router.get("/deals/{deal}/documents/{sha256}", answer=bytes, media=(PDF, OCTETS))
def read_document(asked: Asked) -> Reply | Response:
    """Return a file that an event of the deal names: a paper's revision, an annex, an evidence."""
    book, digest = asked.site.places.deal(asked.path["deal"]), asked.path["sha256"]
    source = One(DEAL, asked.path["deal"])
    require_related(asked, book.state(source))
    if not _SHA256.fullmatch(digest):
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


def _course(asked: Asked, when: When) -> tuple[Book, Course, frozenset[Relation]]:
    book, source = asked.site.places.deal(asked.path["deal"]), One(DEAL, asked.path["deal"])
    relations: set[Relation] = set()

    def admit(now: Deal) -> None:
        relations.update(require_related(asked, now))

    course = course_of(book, source, when, asked.at, admit)
    return book, course, frozenset(relations)


def _answered(course: Course, content: msgspec.Struct) -> Reply:
    cache = IMMUTABLE if course.settled else ASK_AGAIN
    return Reply(content=content, etag=course.version, cache=cache)
