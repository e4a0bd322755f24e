"""How a deal changes: hands each event to its concern."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from aggregates.deal.amending.events import AmendingEvent
from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.approvals.evolve import evolve_approvals
from aggregates.deal.authorities.evolve import evolve_authorities
from aggregates.deal.classification.events import ClassificationCorrected
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


def evolve(deal: Deal, event: DealEvent) -> Deal:  # noqa: C901, PLR0911 - one branch a concern
    """Return the deal after ``event``. Never refuses: it has happened.

    What happens most often is asked for first: a replay is made of little else than this.
    """
    if deal.parties.stopped_at is not None and isinstance(event, SETS_A_DEADLINE):
        deal = wound(deal, event.at)
    if isinstance(event, TermsEvent):
        return evolve_terms(deal, event)
    if isinstance(event, SigningEvent):
        return evolve_signing(deal, event)
    if isinstance(event, PartiesEvent):
        return evolve_parties(deal, event)
    if isinstance(event, ApprovalsEvent):
        return evolve_approvals(deal, event)
    if isinstance(event, DiscussionEvent):
        return evolve_discussion(deal, event)
    if isinstance(event, FilingsEvent):
        return evolve_filings(deal, event)
    if isinstance(event, PerformanceEvent):
        return evolve_performance(deal, event)
    if isinstance(event, ClassificationCorrected):
        return replace(deal, classification=event.classification)
    if isinstance(event, PaperEvent):
        return evolve_paper(deal, event)
    if isinstance(event, AmendingEvent):
        return deal  # the amendment's InstrumentExecuted, in the same append, changes the text
    if isinstance(event, EndingEvent):
        return evolve_ending(deal, event)
    return evolve_authorities(deal, event)
