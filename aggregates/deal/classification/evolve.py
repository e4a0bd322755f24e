"""How a deal changes by what is said of how to count it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import put
from aggregates.deal.classification.events import (
    AttributesStated,
    CeremonyScheduled,
    ClassificationCorrected,
    ClassificationEvent,
    DuplicateJudged,
)
from aggregates.deal.classification.state import Counting
from aggregates.deal.state import Deal


def evolve_classification(deal: Deal, event: ClassificationEvent) -> Deal:
    """Return the deal after ``event``."""
    if isinstance(event, ClassificationCorrected):
        return replace(deal, classification=event.classification)
    return replace(deal, counting=_counted(deal.counting, event))


def _counted(
    counting: Counting, event: AttributesStated | CeremonyScheduled | DuplicateJudged
) -> Counting:
    match event:
        case AttributesStated():
            return replace(counting, attributes=event.attributes)
        case CeremonyScheduled():
            return replace(counting, item=event.item, place=event.place)
        case DuplicateJudged():
            findings = put(counting.findings, event.other, event.finding)
            return replace(counting, findings=findings)
        case _:
            assert_never(event)
