"""Copies of an instrument's terms as PDFs that nobody signs: clean, and as a redline."""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

from msgspec import Meta

from aggregates.edition import EDITION
from aggregates.vocabulary import OrganisationId
from api.deals.copies import between, clean, since_accepted
from api.deals.course import POSITION_MAX, When, ending_at
from api.http.asked import Asked
from api.http.reply import ASK_AGAIN, IMMUTABLE, Reply
from api.http.router import Router
from api.http.seen import Seen, seen_by
from api.refusals import ApiError
from ledger.sources import One

router = Router("deals")

PDF: Final = "application/pdf"


class Compared(When, frozen=True, kw_only=True):
    """Of when the later version is, and which the earlier one: that of position ``since``.

    Or what ``accepted_by`` last accepted, clause by clause: by default, whoever asks.
    """

    since: Annotated[int, Meta(ge=1, le=POSITION_MAX)] | None = None
    accepted_by: OrganisationId = ""


@router.get(
    "/deals/{deal}/instruments/{instrument}/clean_copy",
    answer=bytes,
    query=When,
    media=(PDF,),
    limit="heavy",
)
def read_clean_copy(asked: Asked, when: When) -> Reply:
    """Return the terms of an instrument as a PDF that is marked as not signed.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
        SignatureError: ``uncovered_character``, ``text_missing``, ``no_clauses``.
    """
    seen, instrument = seen_by(asked, when), asked.path["instrument"]
    copy = clean(seen.course, instrument, _edition_name(seen))
    return _given(copy, f"clean-copy-{instrument[:8]}", seen)


@router.get(
    "/deals/{deal}/instruments/{instrument}/redline",
    answer=bytes,
    query=Compared,
    media=(PDF,),
    limit="heavy",
)
def read_redline(asked: Asked, compared: Compared) -> Reply:
    """Return two versions of an instrument held against each other, as a PDF.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
        ApiError: ``nothing_accepted``, ``query_malformed``.
        SignatureError: ``uncovered_character``, ``text_missing``, ``no_clauses``.
    """
    if compared.since is not None and compared.accepted_by:
        raise ApiError("query_malformed", reason="since and accepted_by exclude each other")
    seen, instrument = seen_by(asked, compared), asked.path["instrument"]
    course, name = seen.course, _edition_name(seen)
    if compared.since is None:
        whose = compared.accepted_by or asked.who.organisation
        copy = since_accepted(course, instrument, whose, name)
    else:
        copy = between(ending_at(course, compared.since), course, instrument, name)
    return _given(copy, f"redline-{instrument[:8]}", seen)


def _edition_name(seen: Seen) -> str:
    deal = seen.course.deal
    opened = seen.book.state(One(EDITION, deal.edition)).opened
    return deal.edition if opened is None else opened.name


def _given(copy: bytes, name: str, seen: Seen) -> Reply:
    return Reply(
        content=copy,
        etag=hashlib.sha256(copy).hexdigest(),
        cache=IMMUTABLE if seen.course.settled else ASK_AGAIN,
        media=PDF,
        headers={"content-disposition": f'attachment; filename="{name}.pdf"'},
    )
