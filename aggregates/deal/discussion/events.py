"""What can have been said to all sides. Stored for ever; notes for one side are in `side`."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import ClauseId, Event, InstrumentId, OrganisationId, PersonId


class CommentMade(Event, frozen=True, kw_only=True, tag="deal.comment_made.v1"):
    """Somebody said something to all sides. Discussion: never binding, never in a digest."""

    comment: str
    instrument: InstrumentId
    clause: ClauseId
    text: str
    organisation: OrganisationId
    by: PersonId


class QuestionAsked(Event, frozen=True, kw_only=True, tag="deal.question_asked.v1"):
    """Somebody asked all sides, or one of them, something. Discussion."""

    question: str
    instrument: InstrumentId
    clause: ClauseId
    text: str
    to: OrganisationId
    organisation: OrganisationId
    by: PersonId


class QuestionAnswered(Event, frozen=True, kw_only=True, tag="deal.question_answered.v1"):
    """A question got an answer. Discussion."""

    question: str
    text: str
    organisation: OrganisationId
    by: PersonId


DiscussionEvent: TypeAlias = CommentMade | QuestionAsked | QuestionAnswered
