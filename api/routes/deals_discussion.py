"""What is said about a deal, to all or to one's own side: never binding, so no version is asked."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.deal import DEAL
from aggregates.deal.discussion.answer import Answer, answer
from aggregates.deal.discussion.ask import Ask, ask
from aggregates.deal.discussion.comment import Comment, comment
from aggregates.deal.state import Deal
from aggregates.side import SIDE
from aggregates.side import comment_to_own_side as noting
from aggregates.side.comment_to_own_side import CommentToOwnSide
from aggregates.side.state import Side
from api.contracts.prepared import Streams
from api.http.asked import Asked
from api.http.commands import command
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
