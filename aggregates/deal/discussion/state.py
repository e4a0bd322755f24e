"""What was said that later answers ask about."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import OrganisationId


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Who asked whom (all sides, if ``to`` is empty); ``answers`` maps who answered to the text."""

    asked_by: OrganisationId
    to: OrganisationId
    answers: Mapping[OrganisationId, str] = NOTHING


class Discussion(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of the comments, and the questions by id."""

    comments: frozenset[str] = frozenset()
    questions: Mapping[str, Question] = NOTHING
