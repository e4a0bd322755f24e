"""A copy of an instrument's terms, written to a file at the machine itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from aggregates.deal import DEAL
from aggregates.edition import EDITION
from aggregates.vocabulary import DealId, InstrumentId, OrganisationId
from api.deals.copies import between, clean, since_accepted
from api.deals.course import When, course_of, ending_at
from api.exporting import written
from api.installation import Installation
from ledger.sources import One


class AskedCopy(msgspec.Struct, frozen=True, kw_only=True):
    """Which terms: those of ``at``, or now; without ``since`` and ``accepted_by`` a clean copy.

    Positions are those of the edition's log; an empty ``instrument`` is the leading one.
    """

    deal: DealId
    instrument: InstrumentId
    at: int | None
    since: int | None
    accepted_by: OrganisationId


def write_copy(installation: Installation, asked: AskedCopy, now: datetime, file: Path) -> None:
    """Write the copy to a new file.

    Raises:
        ApiError: ``deal_unknown``, ``nothing_accepted``, ``file_unwritable``.
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
        LedgerError: ``position_unknown``.
        SignatureError: as `clean_copy` and `redlined`.
    """
    book = installation.book_of(asked.deal)
    source = One(DEAL, asked.deal)
    course = course_of(book, book.whole(source), When(at=asked.at), now, lambda _: None)
    instrument = asked.instrument or course.deal.leading
    opened = book.state(One(EDITION, course.deal.edition)).opened
    name = course.deal.edition if opened is None else opened.name
    if asked.accepted_by:
        copy = since_accepted(course, instrument, asked.accepted_by, name)
    elif asked.since is not None:
        copy = between(ending_at(course, asked.since), course, instrument, name)
    else:
        copy = clean(course, instrument, name)
    written(file, [copy])
