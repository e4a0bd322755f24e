"""Judge whether two deals that look alike are one that was recorded twice."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_text
from aggregates.deal.classification.events import DuplicateJudged, Finding
from aggregates.deal.guards import require_organiser, require_stage
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, DealId

_OTHERS = {
    Finding.DISTINCT: Finding.DISTINCT,
    Finding.STANDS: Finding.REPEATS,
    Finding.REPEATS: Finding.STANDS,
}
"""What is found of the other deal."""


class JudgeDuplicate(Command, frozen=True, kw_only=True):
    """The organiser says what ``deal`` is to ``other``, and why."""

    deal: DealId
    other: DealId
    finding: Finding
    reason: str


def judge_duplicate(deal: Deal, other: Deal, command: JudgeDuplicate) -> EventsByStream:
    """Say it of both deals; it may be said otherwise later, and both stay in the record.

    Only deals between the same principals on the same project look alike.

    Raises:
        RuleError: ``same_deal``, ``not_alike``, ``role_not_allowed``, ``office_of_a_party``,
            ``wrong_stage``, and as `check_text`.
    """
    if command.deal == command.other:
        raise RuleError("same_deal", deal=command.deal)
    for one in (deal, other):
        require_organiser(one, command.actor)
        require_stage(one, *Stage)
    check_text("reason", command.reason)
    if deal.counting.findings.get(other.id) is command.finding:
        return {}
    if _between(deal) != _between(other):
        raise RuleError("not_alike", deal=deal.id, other=other.id)
    return {
        deal.id: [_judged(command, other.id, command.finding)],
        other.id: [_judged(command, deal.id, _OTHERS[command.finding])],
    }


def _between(deal: Deal) -> tuple[str, frozenset[str]]:
    return deal.project, frozenset(deal.parties.principals)


def _judged(command: JudgeDuplicate, other: DealId, finding: Finding) -> DuplicateJudged:
    by = command.actor.person
    return DuplicateJudged(
        at=command.at, other=other, finding=finding, reason=command.reason, by=by
    )
