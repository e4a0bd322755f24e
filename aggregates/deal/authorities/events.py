"""What authorities said of an executed instrument, as officials recorded it. Stored for ever.

``authority`` is the court, the tribunal or the office that said it; ``office`` the one whose
official recorded it. The documents are blobs, named by their digests.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import Event, InstrumentId, OrganisationId, PersonId, Sha256


class DisputeKind(Enum):
    """Where a dispute is fought out."""

    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    LITIGATION = "litigation"
    ADMINISTRATIVE = "administrative"


class Outcome(Enum):
    """How a dispute came to its end."""

    SETTLED = "settled"
    AWARDED = "awarded"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class DecisionKind(Enum):
    """What kind of decision an authority took."""

    JUDGMENT = "judgment"
    AWARD = "award"
    INTERIM_ORDER = "interim_order"
    ADMINISTRATIVE_ACT = "administrative_act"


class AttestationKind(Enum):
    """What a side document attests of an executed instrument."""

    APOSTILLE = "apostille"
    LEGALISATION = "legalisation"
    STAMP_DUTY_RECEIPT = "stamp_duty_receipt"
    REGISTRATION = "registration"


class DisputeRecorded(Event, frozen=True, kw_only=True, tag="deal.dispute_recorded.v1"):
    """An official recorded that an executed instrument is in dispute, and before whom."""

    dispute: str
    instrument: InstrumentId
    kind: DisputeKind
    authority: str
    document_sha256: Sha256
    office: OrganisationId
    by: PersonId


class DisputeSettled(Event, frozen=True, kw_only=True, tag="deal.dispute_settled.v1"):
    """An official recorded how a dispute ended."""

    dispute: str
    outcome: Outcome
    decision_sha256: Sha256
    office: OrganisationId
    by: PersonId


class ExecutionSuspended(Event, frozen=True, kw_only=True, tag="deal.execution_suspended.v1"):
    """An authority decided that an executed instrument is not to be performed until further notice.

    Unlike a suspended deal, no deadline stops by it.
    """

    decision: str
    instrument: InstrumentId
    kind: DecisionKind
    authority: str
    decision_sha256: Sha256
    office: OrganisationId
    by: PersonId


class ExecutionSuspensionLifted(
    Event, frozen=True, kw_only=True, tag="deal.execution_suspension_lifted.v1"
):
    """The suspension by the decision named was lifted, by another decision."""

    decision: str
    decision_sha256: Sha256
    office: OrganisationId
    by: PersonId


class AnnulledByDecision(Event, frozen=True, kw_only=True, tag="deal.annulled_by_decision.v1"):
    """An authority annulled an executed instrument: it binds nobody any more."""

    decision: str
    instrument: InstrumentId
    kind: DecisionKind
    authority: str
    decision_sha256: Sha256
    office: OrganisationId
    by: PersonId


class AttestationAttached(Event, frozen=True, kw_only=True, tag="deal.attestation_attached.v1"):
    """A side document was put beside an executed instrument, whose sealed PDF it does not touch."""

    attestation: str
    instrument: InstrumentId
    kind: AttestationKind
    authority: str
    document_sha256: Sha256
    organisation: OrganisationId
    by: PersonId


AuthoritiesEvent: TypeAlias = (
    DisputeRecorded
    | DisputeSettled
    | ExecutionSuspended
    | ExecutionSuspensionLifted
    | AnnulledByDecision
    | AttestationAttached
)
