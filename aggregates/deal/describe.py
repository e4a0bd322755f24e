"""What happened to a deal, in sentences: hands each event to its concern."""

from __future__ import annotations

from aggregates.deal.access.describe import describe_access
from aggregates.deal.access.events import AccessEvent
from aggregates.deal.amending.describe import describe_amending
from aggregates.deal.amending.events import AmendingEvent
from aggregates.deal.approvals.describe import describe_approvals
from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.authorities.describe import describe_authorities
from aggregates.deal.authorities.events import AuthoritiesEvent
from aggregates.deal.classification.describe import describe_classification
from aggregates.deal.classification.events import ClassificationEvent
from aggregates.deal.discussion.describe import describe_discussion
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.ending.describe import describe_ending
from aggregates.deal.ending.events import EndingEvent
from aggregates.deal.events import DealEvent
from aggregates.deal.filings.describe import describe_filings
from aggregates.deal.filings.events import FilingsEvent
from aggregates.deal.paper.describe import describe_paper
from aggregates.deal.paper.events import PaperEvent
from aggregates.deal.parties.describe import describe_parties
from aggregates.deal.parties.events import PartiesEvent
from aggregates.deal.performance.describe import describe_performance
from aggregates.deal.performance.events import PerformanceEvent
from aggregates.deal.publicity.describe import describe_publicity
from aggregates.deal.publicity.events import PublicityEvent
from aggregates.deal.signing.describe import describe_signing
from aggregates.deal.telling import DealTelling
from aggregates.deal.terms.describe import describe_terms
from aggregates.deal.terms.events import TermsEvent
from aggregates.telling import Names
from aggregates.vocabulary import Language


def describe(  # noqa: C901, PLR0911, PLR0912 - one branch a concern
    event: DealEvent, language: Language, names: Names
) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = DealTelling(language, names)
    if isinstance(event, TermsEvent):
        return describe_terms(event, t)
    if isinstance(event, PartiesEvent):
        return describe_parties(event, t)
    if isinstance(event, DiscussionEvent):
        return describe_discussion(event, t)
    if isinstance(event, ApprovalsEvent):
        return describe_approvals(event, t)
    if isinstance(event, FilingsEvent):
        return describe_filings(event, t)
    if isinstance(event, PerformanceEvent):
        return describe_performance(event, t)
    if isinstance(event, ClassificationEvent):
        return describe_classification(event, t)
    if isinstance(event, PaperEvent):
        return describe_paper(event, t)
    if isinstance(event, AmendingEvent):
        return describe_amending(event, t)
    if isinstance(event, EndingEvent):
        return describe_ending(event, t)
    if isinstance(event, AuthoritiesEvent):
        return describe_authorities(event, t)
    if isinstance(event, AccessEvent):
        return describe_access(event, t)
    if isinstance(event, PublicityEvent):
        return describe_publicity(event, t)
    return describe_signing(event, t)
