"""Correct how figures count a deal."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from aggregates.checks import check_text
from aggregates.deal.classification.events import ClassificationCorrected
from aggregates.deal.classification.form import check_classification
from aggregates.deal.guards import require_organiser, require_stage
from aggregates.deal.parties.events import Classification
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class CorrectClassification(Command, frozen=True, kw_only=True):
    """The organiser says how the deal is to be counted, and why. ``made_by`` is the actor."""

    classification: Classification
    reason: str


def correct_classification(
    deal: Deal, command: CorrectClassification
) -> Sequence[ClassificationCorrected]:
    """Correct it at any stage, suspended or ended: whatever was said and signed stays as it is.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``, ``not_made_by``,
            and as `check_classification` and `check_text`.
    """
    require_organiser(deal, command.actor)
    require_stage(deal, *Stage)
    said, by = command.classification, command.actor.person
    check_classification(said)
    check_text("reason", command.reason)
    if said.made_by != by:
        raise RuleError("not_made_by", made_by=said.made_by, by=by)
    known = deal.classification
    if known is None or replace(known, made_by=by) == said:
        return []
    return [
        ClassificationCorrected(
            at=command.at, previous=known, classification=said, reason=command.reason, by=by
        )
    ]
