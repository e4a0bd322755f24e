"""How what authorities say changes the deal: its stage stays, its records grow."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.authorities.events import (
    AnnulledByDecision,
    AttestationAttached,
    AuthoritiesEvent,
    DisputeRecorded,
    DisputeSettled,
    ExecutionSuspended,
    ExecutionSuspensionLifted,
)
from aggregates.deal.authorities.state import Dispute, Records, Suspension
from aggregates.deal.change import put, with_instrument
from aggregates.deal.state import Deal
from aggregates.vocabulary import InstrumentId


def evolve_authorities(deal: Deal, event: AuthoritiesEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    changed = replace(deal, records=_after(deal.records, event))
    if isinstance(event, AnnulledByDecision):
        return _less_amendment(changed, event.instrument)
    return changed


def _after(records: Records, event: AuthoritiesEvent) -> Records:
    match event:
        case DisputeRecorded():
            disputes = put(records.disputes, event.dispute, Dispute(recorded=event))
            return replace(records, disputes=disputes)
        case DisputeSettled():
            dispute = replace(
                records.disputes[event.dispute], decision_sha256=event.decision_sha256
            )
            return replace(records, disputes=put(records.disputes, event.dispute, dispute))
        case ExecutionSuspended():
            suspensions = put(records.suspensions, event.decision, Suspension(recorded=event))
            return replace(records, suspensions=suspensions)
        case ExecutionSuspensionLifted():
            stands = records.suspensions[event.decision]
            lifted = replace(stands, decision_sha256=event.decision_sha256)
            return replace(records, suspensions=put(records.suspensions, event.decision, lifted))
        case AnnulledByDecision():
            return replace(records, annulments=put(records.annulments, event.instrument, event))
        case AttestationAttached():
            attestations = put(records.attestations, event.attestation, event)
            return replace(records, attestations=attestations)
        case _:
            assert_never(event)


def _less_amendment(deal: Deal, annulled: InstrumentId) -> Deal:
    """An annulled amendment changes nothing any more: the text in force is the one without it."""
    leading = deal.instruments[deal.leading]
    left = tuple(key for key in leading.amended_by if key != annulled)
    return with_instrument(deal, replace(leading, amended_by=left))
