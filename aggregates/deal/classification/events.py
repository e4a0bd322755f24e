"""What can have happened to the classification of a deal. Stored for ever."""

from __future__ import annotations

from aggregates.deal.parties.events import Classification
from aggregates.vocabulary import Event, PersonId


class ClassificationCorrected(
    Event, frozen=True, kw_only=True, tag="deal.classification_corrected.v1"
):
    """The organiser corrected how figures count the deal; no digest and no paper changes."""

    previous: Classification
    classification: Classification
    reason: str
    by: PersonId
