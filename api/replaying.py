"""Replaying one deal from its events, up to a position of its log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.vocabulary import Language
from api.cli.output import Plain
from api.contracts.people import Registered
from api.installation import Installation
from api.names import names_in
from api.refusals import ApiError
from api.telling import line_of, standing
from ledger.book import Book
from ledger.codec import stored_name
from ledger.sources import One

Line: TypeAlias = tuple[dict[str, Plain], str]


def replayed(
    installation: Installation, deal: str, at: int | None, language: Language
) -> Iterator[Line]:
    """Yield the events of the deal through position ``at``, then how it stood: records and lines.

    Raises:
        ApiError: ``deal_unknown`` when no edition has it, or not yet at that position.
        LedgerError: ``position_unknown`` when the log has not come so far.
    """
    source = One(DEAL, deal)
    book = book_of(installation, deal)
    through = book.head() if at is None else at
    events = book.events(source, through)
    if not events:
        raise ApiError("deal_unknown", deal=deal)
    state = book.state(source, through)
    names = names_in(Registered(installation), state, events)
    for one in events:
        record: dict[str, Plain] = {
            "position": one.position,
            "type": stored_name(type(one.event)),
            "at": one.event.at.isoformat(),
            "sentence": describe(one.event, language, names),
        }
        yield record, line_of(one, names, language)
    standing_lines = list(standing(state, names, through))
    end: dict[str, Plain] = {"position": through, "stage": state.stage.value, "deal": deal}
    yield end, "\n" + "\n".join(standing_lines)


def book_of(installation: Installation, deal: str) -> Book:
    """Return the log of the edition in which the deal is.

    Raises:
        ApiError: ``deal_unknown``.
    """
    for edition in installation.editions():
        book = installation.edition(edition)
        if book.events(One(DEAL, deal)):
            return book
    raise ApiError("deal_unknown", deal=deal)
