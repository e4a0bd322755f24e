"""What binds whoever does it, towards the others: these steps are answered with a receipt.

Acceptances, locks, approvals and signatures. An offer binds nobody before it is accepted, and what
ends something (a refusal, a withdrawal, a notice) is told, not agreed.
"""

from __future__ import annotations

from typing import Final

from aggregates.deal.approvals.events import ApprovalGranted
from aggregates.deal.paper.events import (
    PaperExecuted,
    PaperExecutionConfirmed,
    PaperExecutionRecorded,
)
from aggregates.deal.parties.events import (
    DeadlineExtensionConsented,
    InstrumentAcceded,
    ReopenConsented,
)
from aggregates.deal.performance.events import ScheduleConfirmed
from aggregates.deal.signing.events import (
    AgreementSealed,
    Notarised,
    OfficialSigned,
    SignatureApplied,
    Witnessed,
)
from aggregates.deal.terms.events import (
    ClauseAccepted,
    ClericalCorrectionConfirmed,
    IntentAccepted,
    IntentSubmitted,
    TermsLocked,
)
from aggregates.vocabulary import Event

BINDING: Final[frozenset[type[Event]]] = frozenset(
    {
        # acceptance
        ClauseAccepted,
        ClericalCorrectionConfirmed,
        DeadlineExtensionConsented,
        InstrumentAcceded,
        IntentAccepted,
        ReopenConsented,
        ScheduleConfirmed,
        # lock
        TermsLocked,
        # approval
        ApprovalGranted,
        # signature
        AgreementSealed,
        IntentSubmitted,
        Notarised,
        OfficialSigned,
        PaperExecuted,
        PaperExecutionConfirmed,
        PaperExecutionRecorded,
        SignatureApplied,
        Witnessed,
    }
)
"""The events of binding steps."""

BINDING_NAMES: Final = frozenset(str(event.__struct_config__.tag) for event in BINDING)
"""Their stored names."""
