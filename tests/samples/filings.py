"""Samples of what happens to the filings of a deal."""

from __future__ import annotations

from aggregates.deal.filings.events import (
    FilingDecided,
    FilingEffect,
    FilingExtended,
    FilingLifted,
    FilingRequired,
    FilingSubmitted,
    FilingWithdrawn,
    Outcome,
)
from samples.world import at, digest, until

EVENTS = (
    FilingRequired(
        at=at(10),
        filing="F-1",
        instrument="agreement-1",
        kind="outbound_investment",
        authority="Bureau of Commerce",
        effect=FilingEffect.BLOCKING,
        principal="linghai",
        due=until(12),
        by="he-jing",
    ),
    FilingSubmitted(
        at=at(11),
        filing="F-1",
        principal="linghai",
        submission_sha256=digest("application F-1"),
        by="lin-yue",
    ),
    FilingWithdrawn(
        at=at(11, 12),
        filing="F-1",
        principal="linghai",
        reason="The appraisal is missing from it.",
        by="lin-yue",
    ),
    FilingExtended(at=at(11, 13), filing="F-1", previous=until(12), due=until(14), by="he-jing"),
    FilingLifted(
        at=at(11, 14), filing="F-2", reason="The turnover is below the threshold.", by="he-jing"
    ),
    FilingDecided(
        at=at(13),
        filing="F-1",
        outcome=Outcome.REFUSED,
        decision_sha256=digest("decision on F-1"),
        reason="The source of the funds is not shown.",
        by="he-jing",
    ),
)
