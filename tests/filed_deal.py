"""A locked deal of two sides, and the filing that its signing waits for."""

from __future__ import annotations

from locked_deal import AGREED
from people import DAY, NOON

from aggregates.deal.filings.events import (
    FilingDecided,
    FilingEffect,
    FilingRequired,
    FilingSubmitted,
    Outcome,
)
from aggregates.vocabulary import Deadline

REQUIRED = FilingRequired(
    at=NOON,
    filing="F-1",
    instrument="agreement-1",
    kind="project_filing",
    authority="Bureau of Commerce",
    effect=FilingEffect.BLOCKING,
    principal="linghai",
    due=Deadline(at=NOON + 3 * DAY),
    by="he-jing",
)
SUBMITTED = FilingSubmitted(
    at=NOON + DAY, filing="F-1", principal="linghai", submission_sha256="5a" * 32, by="lin-yue"
)
GRANTED = FilingDecided(
    at=NOON + 4 * DAY,
    filing="F-1",
    outcome=Outcome.GRANTED,
    decision_sha256="dc" * 32,
    reason="",
    by="he-jing",
)
WITH_FILING = (*AGREED, REQUIRED)
WAITING = (*WITH_FILING, SUBMITTED)
"""The filing lies with the authority, for three days until it is granted."""
