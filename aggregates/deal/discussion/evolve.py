"""How what is said changes the deal: nothing but what is remembered of it."""

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
from aggregates.deal.discussion.state import Discussion, Question
from aggregates.deal.state import Deal


def evolve_discussion(deal: Deal, event: DiscussionEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    return replace(deal, discussion=_after(deal.discussion, event))


def _after(said: Discussion, event: DiscussionEvent) -> Discussion:
    match event:
        case CommentMade():
            return replace(said, comments=put(said.comments, event.comment, event))
        case QuestionAsked():
            asked = Question(asked=event)
            return replace(said, questions=put(said.questions, event.question, asked))
        case QuestionAnswered():
            question = said.questions[event.question]
            answers = put(question.answers, event.organisation, event.text)
            answered = replace(question, answers=answers)
            return replace(said, questions=put(said.questions, event.question, answered))
        case _:
            assert_never(event)
