"""Answer a question."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.discussion.events import QuestionAnswered
from aggregates.deal.discussion.state import Question
from aggregates.deal.discussion.subject import DISCUSSED
from aggregates.deal.guards import require_open, require_takes_part, while_negotiated
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId


class Answer(Command, frozen=True, kw_only=True):
    """What the actor's organisation answers to ``question``."""

    question: str
    text: str


def answer(deal: Deal, command: Answer) -> Sequence[QuestionAnswered]:
    """Record it: one answer of each organisation that was asked.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_in_deal``,
            ``unknown_question``, ``not_asked``, ``answered_already``, and as `check_text`.
    """
    require_open(deal, command.at, while_negotiated(deal, DISCUSSED))
    organisation = require_takes_part(deal, command.actor)
    question = deal.discussion.questions.get(command.question)
    if question is None:
        raise RuleError("unknown_question", question=command.question)
    check_text("text", command.text)
    if question.answers.get(organisation) == command.text:
        return []
    _require_asked(question, organisation, command.question)
    return [
        QuestionAnswered(
            at=command.at,
            question=command.question,
            text=command.text,
            organisation=organisation,
            by=command.actor.person,
        )
    ]


def _require_asked(question: Question, organisation: OrganisationId, name: str) -> None:
    asked = question.asked
    if organisation == asked.organisation or asked.to not in {"", organisation}:
        raise RuleError("not_asked", question=name, organisation=organisation)
    if organisation in question.answers:
        raise RuleError("answered_already", question=name, organisation=organisation)
