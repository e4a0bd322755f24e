"""How much of a deal somebody sees who asks for it, at a moment of its course."""

from __future__ import annotations

import msgspec

from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Sha256
from api.deals.course import Course, When, course_of, ending_at
from api.deals.shown import files_for_invited, is_shown_to_invited, left_at, names_file
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.kept import kept_in
from api.http.policy import can
from api.http.rule import Relation
from ledger.book import Book


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as somebody sees it: its course as far as it is theirs to see, and which parts.

    ``relations`` are those by which they see it; ``whole``: also its terms; ``files``: all of them.
    ``former``: they were a side of it, and the course ends where they left.
    """

    book: Book
    course: Course
    relations: frozenset[Relation]
    whole: bool
    files: bool
    former: bool

    def is_open(self, instrument: Instrument) -> bool:
        """Return whether they may read an instrument."""
        return self.whole or is_shown_to_invited(instrument)

    def has_file(self, sha256: Sha256) -> bool:
        """Return whether a file is theirs to read, if there is one with this digest."""
        if self.former:
            return names_file(self.course.recorded, sha256)
        return self.files or sha256 in files_for_invited(self.course.deal)


def seen_by(asked: Asked, when: When) -> Seen:
    """Return the deal of the address as who asks sees it.

    Raises:
        ApiError: as `require_related`; ``query_malformed``.
        LedgerError: ``position_unknown``.
    """
    deal = asked.path["deal"]
    book, relations = asked.site.places.deal(deal), set[Relation]()

    def admit(now: Deal) -> None:
        relations.update(require_related(asked, now))

    course = course_of(book, kept_in(asked.request).deal(book, deal), when, asked.at, admit)
    present = frozenset(relations - {Relation.FORMER})
    former = not can(asked.acting, asked.operation.id, present)
    if former:
        everything = kept_in(asked.request).deal(book, deal).recorded
        course = ending_at(course, left_at(everything, asked.who.organisation))
    found = frozenset(relations) if former else present
    return Seen(
        book=book,
        course=course,
        relations=found,
        whole=can(asked.acting, "read_history", found),
        files=can(asked.acting, "list_annexes", found),
        former=former,
    )
