"""How a deal changes: hands each event to its concern."""

from __future__ import annotations

from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.approvals.evolve import evolve_approvals
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.discussion.evolve import evolve_discussion
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.evolve import evolve_parties
from aggregates.deal.signing.events import SigningEvent
from aggregates.deal.signing.evolve import evolve_signing
from aggregates.deal.state import Deal
from aggregates.deal.terms.events import TermsEvent
from aggregates.deal.terms.evolve import evolve_terms


def evolve(deal: Deal, event: DealEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened.

    What happens most often is asked for first: a replay is made of little else than this.
    """
    if isinstance(event, TermsEvent):
        return evolve_terms(deal, event)
    if isinstance(event, SigningEvent):
        return evolve_signing(deal, event)
    if isinstance(event, ApprovalsEvent):
        return evolve_approvals(deal, event)
    if isinstance(event, DiscussionEvent):
        return evolve_discussion(deal, event)
    return evolve_parties(deal, event)
