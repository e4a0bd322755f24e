"""Samples of what is said beside the terms, to all sides or to one's own."""

from __future__ import annotations

from aggregates.deal.discussion.events import CommentMade, QuestionAnswered, QuestionAsked
from aggregates.side.events import CommentMade as OwnCommentMade
from samples.world import at

EVENTS = (
    CommentMade(
        at=at(5, 17),
        comment="C-1",
        instrument="agreement-1",
        clause="2",
        text="Our board meets on the 10th; until then the share is open.",
        organisation="andes",
        by="rojas",
    ),
    QuestionAsked(
        at=at(6, 10),
        question="Q-1",
        instrument="agreement-1",
        clause="3",
        text="Is the capacity counted in direct or in alternating current?",
        to="linghai",
        organisation="wisla",
        by="wanda",
    ),
    QuestionAnswered(
        at=at(6, 11),
        question="Q-1",
        text="In direct current, at the modules",
        organisation="linghai",
        by="lin-yue",
    ),
    OwnCommentMade(
        at=at(6, 18),
        comment="C-2",
        deal="deal-1",
        principal="linghai",
        instrument="agreement-1",
        clause="2",
        text="We can go down to 50 per cent,\nnot lower.",
        by="lin-yue",
    ),
)
