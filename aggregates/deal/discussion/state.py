"""What was said that later answers ask about."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.discussion.events import CommentMade, QuestionAsked
from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import OrganisationId


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked; ``answers`` maps who answered to the text."""

    asked: QuestionAsked
    answers: Mapping[OrganisationId, str] = NOTHING


class Discussion(msgspec.Struct, frozen=True, kw_only=True):
    """The comments and the questions by their ids."""

    comments: Mapping[str, CommentMade] = NOTHING
    questions: Mapping[str, Question] = NOTHING
