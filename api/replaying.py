"""Replaying one deal from its events, up to a position of its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId, Sha256
from api.called import Called
from api.contracts.people import Registered
from api.errors import Language
from api.installation import Installation
from api.names import Names
from api.output import Plain
from api.papers_checked import Checked, papers_checked
from api.refusals import ApiError
from api.telling import PLACE_COLUMNS, Standing, line_of
from ledger.codec import stored_name
from ledger.sources import One


class Told(msgspec.Struct, frozen=True):
    """One part of a replay: as a record, and as lines with a margin of so many columns."""

    record: dict[str, Plain]
    lines: str
    margin: int


def replayed(
    installation: Installation, deal: DealId, at: int | None, language: Language
) -> Iterator[Told]:
    """Yield the events of the deal through position ``at``, or its last, then how it stood.

    Its papers are checked by the first tier: that each is the file that was recorded and signed.

    Raises:
        ApiError: ``deal_unknown`` when no edition has it, or not yet at that position.
        LedgerError: ``position_unknown`` when the log has not come so far.
    """
    source = One(DEAL, deal)
    book = installation.book_of(deal)
    history = book.events(source)
    through = history[-1].position if at is None and history else at or 0
    state = book.state(source, through)
    if not state.id:
        raise ApiError("deal_unknown", deal=deal)
    names = Names(Registered(installation), book, language)
    for one in history:  # also of what came later: a paper is called by the title it got
        names.learn(one.event)
    called = Called(names)
    for one in history:
        if one.position <= through:
            record: dict[str, Plain] = {
                "position": one.position,
                "type": stored_name(type(one.event)),
                "at": one.event.at.isoformat(),
                "sentence": describe(one.event, language, called),
            }
            yield Told(record, line_of(one, called, language), PLACE_COLUMNS)
    checked = papers_checked(book, state)
    standing = Standing(state, called, language, checked)
    yield Told(_summary(state, through, checked), "\n" + "\n".join(standing.lines(through)), 0)


def _summary(deal: Deal, position: int, checked: Mapping[Sha256, Checked]) -> dict[str, Plain]:
    papers: list[Plain] = [
        {
            "instrument": one.id,
            "kind": one.kind.value,
            "progress": one.progress.value,
            "terms_sha256": one.matrix.locked_sha256,
            "pdf_sha256": one.signing.pdf_sha256 if one.signing else "",
            "integrity": checked[one.signing.pdf_sha256].record if one.signing else None,
        }
        for one in deal.instruments.values()
    ]
    return {
        "position": position,
        "deal": deal.id,
        "title": deal.title,
        "stage": deal.stage.value,
        "round": deal.round,
        "instruments": papers,
    }
