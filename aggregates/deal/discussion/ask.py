"""Ask all sides of a deal, or one of them, something."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_text
from aggregates.deal.discussion.events import QuestionAsked
from aggregates.deal.discussion.subject import DISCUSSED, require_subject, unless_said
from aggregates.deal.guards import require_open, require_takes_part, while_negotiated
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseId, Command, InstrumentId, OrganisationId


class Ask(Command, frozen=True, kw_only=True):
    """A question to ``to``, or to everybody if that is empty; its subject as a comment's."""

    question: str
    instrument: InstrumentId = ""
    clause: ClauseId = ""
    text: str
    to: OrganisationId = ""


def ask(deal: Deal, command: Ask) -> Sequence[QuestionAsked]:
    """Record it. All sides read it, whoever is asked; its id is used once.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_in_deal``,
            ``identifier_malformed``, ``asks_itself``, ``id_taken`` by another question, and as
            `require_subject` and `check_text`.
    """
    require_open(deal, command.at, while_negotiated(deal, DISCUSSED))
    organisation = require_takes_part(deal, command.actor)
    check_identifier("question", command.question)
    require_subject(deal, command.instrument, command.clause)
    check_text("text", command.text)
    _require_other(deal, organisation, command.to)
    asked = QuestionAsked(
        at=command.at,
        question=command.question,
        instrument=command.instrument,
        clause=command.clause,
        text=command.text,
        to=command.to,
        organisation=organisation,
        by=command.actor.person,
    )
    known = deal.discussion.questions.get(command.question)
    return unless_said(asked, known.asked if known else None, command.question)


def _require_other(deal: Deal, own: OrganisationId, to: OrganisationId) -> None:
    if to == own:
        raise RuleError("asks_itself", organisation=own)
    if to and to not in {*deal.parties.principals, *deal.parties.participants}:
        raise RuleError("not_in_deal", organisation=to)
