"""How what is said changes the deal: only questions are remembered, and whether answered."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import put
from aggregates.deal.discussion.events import (
    CommentMade,
    DiscussionEvent,
    QuestionAnswered,
    QuestionAsked,
)
from aggregates.deal.state import Deal


def evolve_discussion(deal: Deal, event: DiscussionEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case CommentMade():
            return deal
        case QuestionAsked():
            return replace(deal, questions=put(deal.questions, event.question, value=False))
        case QuestionAnswered():
            return replace(deal, questions=put(deal.questions, event.question, value=True))
        case _:
            assert_never(event)
