"""What is said about a deal, to all or to one's own side: never binding, so no version is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from aggregates.aggregate import EventsByStream
from aggregates.deal import DEAL
from aggregates.deal.discussion.answer import Answer, answer
from aggregates.deal.discussion.ask import Ask, ask
from aggregates.deal.discussion.comment import Comment, comment
from aggregates.deal.state import Deal
from aggregates.side import SIDE
from aggregates.side import comment_to_own_side as noting
from aggregates.side.comment_to_own_side import CommentToOwnSide
from aggregates.side.events import CommentMade
from aggregates.side.state import Side
from aggregates.vocabulary import ClauseId, InstrumentId, PersonId
from api.contracts.prepared import Streams
from api.deals.course import POSITION_MAX
from api.http.asked import Asked
from api.http.commands import command
from api.http.guard import require_related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from ledger.sources import One

router = Router("deals")


def comment_to_own_side(_: Deal, side: Side, sent: CommentToOwnSide) -> EventsByStream:
    """Note something that only people who act for the same principal read.

    Raises:
        RuleError: as `aggregates.side.comment_to_own_side`.
    """
    key = side_key(sent.deal, sent.principal)
    return {key: noting.comment_to_own_side(side, sent)}


def side_key(deal: str, principal: str) -> str:
    """Return the key of the stream of a side's notes."""
    return f"{deal}:{principal}"


def _notes(_: Asked, sent: CommentToOwnSide) -> Streams:
    return One(DEAL, sent.deal), One(SIDE, side_key(sent.deal, sent.principal))


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said to their own side only, on a clause, an instrument, or the whole deal."""

    comment: str
    instrument: InstrumentId
    clause: ClauseId
    text: str
    by: PersonId
    at: datetime


class NotesThen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As of which position of the edition's log; without one, now."""

    at: Annotated[int, Meta(ge=1, le=POSITION_MAX)] | None = None


@router.get("/deals/{deal}/own_notes", answer=tuple[Note, ...], query=NotesThen)
def read_own_notes(asked: Asked, then: NotesThen) -> Reply:
    """Return what people of one's own side have said to each other about a deal, the first first.

    Nobody else reads it, whatever their office.

    Raises:
        ApiError: ``deal_unknown``.
        LedgerError: ``position_unknown``.
    """
    deal = asked.path["deal"]
    book = asked.site.places.deal(deal)
    require_related(asked, book.state(One(DEAL, deal)))
    notes = book.state(One(SIDE, side_key(deal, asked.who.organisation)), then.at)
    return Reply(content=tuple(_note(one) for one in notes.comments.values()), cache=ASK_AGAIN)


def _note(made: CommentMade) -> Note:
    return Note(
        comment=made.comment,
        instrument=made.instrument,
        clause=made.clause,
        text=made.text,
        by=made.by,
        at=made.at,
    )


command(router, comment, Comment, fresh=("comment",), if_match=False)
command(router, ask, Ask, fresh=("question",), if_match=False)
command(router, answer, Answer, if_match=False)
command(
    router,
    comment_to_own_side,
    CommentToOwnSide,
    streams=_notes,
    fresh=("comment",),
    server={"principal": lambda asked: asked.who.organisation},
    if_match=False,
)
