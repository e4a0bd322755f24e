"""How a deal changes: hands each event to its concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast, get_args

from aggregates.deal.access.events import AccessEvent
from aggregates.deal.access.evolve import evolve_access
from aggregates.deal.amending.events import AmendingEvent
from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.approvals.evolve import evolve_approvals
from aggregates.deal.authorities.events import AuthoritiesEvent
from aggregates.deal.authorities.evolve import evolve_authorities
from aggregates.deal.classification.events import ClassificationEvent
from aggregates.deal.classification.evolve import evolve_classification
from aggregates.deal.clock import wound
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.discussion.evolve import evolve_discussion
from aggregates.deal.ending.events import EndingEvent, TerminationNoticeGiven
from aggregates.deal.ending.evolve import evolve_ending
from aggregates.deal.events import DealEvent
from aggregates.deal.filings.events import FilingExtended, FilingRequired, FilingsEvent
from aggregates.deal.filings.evolve import evolve_filings
from aggregates.deal.paper.events import PaperEvent
from aggregates.deal.paper.evolve import evolve_paper
from aggregates.deal.parties.events import (
    DeadlineExtended,
    DeadlineExtensionProposed,
    PartiesEvent,
)
from aggregates.deal.parties.evolve import evolve_parties
from aggregates.deal.performance.events import PerformanceEvent
from aggregates.deal.performance.evolve import evolve_performance
from aggregates.deal.publicity.events import PublicityEvent
from aggregates.deal.publicity.evolve import evolve_publicity
from aggregates.deal.signing.events import SigningEvent, SigningOpened
from aggregates.deal.signing.evolve import evolve_signing
from aggregates.deal.state import Deal
from aggregates.deal.terms.events import OfferTabled, TermsEvent
from aggregates.deal.terms.evolve import evolve_terms

SETS_A_DEADLINE: Final = (
    OfferTabled,
    SigningOpened,
    DeadlineExtensionProposed,
    DeadlineExtended,
    FilingRequired,
    FilingExtended,
    TerminationNoticeGiven,
)
"""What may set a deadline while the clock of the deal stands still."""


def evolve(deal: Deal, event: DealEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    if deal.parties.stopped_at is not None and isinstance(event, SETS_A_DEADLINE):
        deal = wound(deal, event.at)
    return STEPS[type(event)](deal, event)


def _amended(deal: Deal, _event: AmendingEvent) -> Deal:
    return deal  # the amendment's InstrumentExecuted, in the same append, changes the text


CONCERNS: Final = (
    (TermsEvent, evolve_terms),
    (SigningEvent, evolve_signing),
    (PartiesEvent, evolve_parties),
    (ApprovalsEvent, evolve_approvals),
    (DiscussionEvent, evolve_discussion),
    (FilingsEvent, evolve_filings),
    (PerformanceEvent, evolve_performance),
    (ClassificationEvent, evolve_classification),
    (PaperEvent, evolve_paper),
    (AmendingEvent, _amended),
    (EndingEvent, evolve_ending),
    (AuthoritiesEvent, evolve_authorities),
    (AccessEvent, evolve_access),
    (PublicityEvent, evolve_publicity),
)
"""The events of each concern, and how they change the deal."""

STEPS: Final = {
    event: cast("Callable[[Deal, DealEvent], Deal]", step)
    for concern, step in CONCERNS
    for event in get_args(concern) or (concern,)
}
"""By the event's class: to ask concern by concern takes as long as the change itself."""
