"""Everything that can have happened to a deal, by concern. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.access.events import AccessEvent
from aggregates.deal.amending.events import AmendingEvent
from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.authorities.events import AuthoritiesEvent
from aggregates.deal.classification.events import ClassificationEvent
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.ending.events import EndingEvent
from aggregates.deal.filings.events import FilingsEvent
from aggregates.deal.paper.events import PaperEvent
from aggregates.deal.parties.events import PartiesEvent
from aggregates.deal.performance.events import PerformanceEvent
from aggregates.deal.publicity.events import PublicityEvent
from aggregates.deal.signing.events import SigningEvent
from aggregates.deal.terms.events import TermsEvent

DealEvent: TypeAlias = (
    PartiesEvent
    | TermsEvent
    | DiscussionEvent
    | ApprovalsEvent
    | SigningEvent
    | FilingsEvent
    | PerformanceEvent
    | ClassificationEvent
    | PaperEvent
    | AmendingEvent
    | EndingEvent
    | AuthoritiesEvent
    | AccessEvent
    | PublicityEvent
)
