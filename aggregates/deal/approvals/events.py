"""What can have happened to the approvals of an instrument. Stored for ever."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import (
    Event,
    InstrumentId,
    MandateId,
    OrganisationId,
    PersonId,
    Rate,
    Sha256,
)


class ApprovalRequested(Event, frozen=True, kw_only=True, tag="deal.approval_requested.v1"):
    """A principal's lead asked for an approval: board, parent, asset supervisor, government."""

    instrument: InstrumentId
    approval: str
    kind: str
    principal: OrganisationId
    approver: PersonId
    terms_sha256: Sha256
    by: PersonId


class ApprovalGranted(Event, frozen=True, kw_only=True, tag="deal.approval_granted.v1"):
    """An approver said yes to exactly these terms, within the limit of the mandate named.

    ``rates`` are those by which the amount was compared with the limit.
    """

    instrument: InstrumentId
    approval: str
    terms_sha256: Sha256
    mandate: MandateId
    rates: tuple[Rate, ...]
    by: PersonId


class ApprovalRefused(Event, frozen=True, kw_only=True, tag="deal.approval_refused.v1"):
    """An approver said no: the terms are open again, and every approval of them falls."""

    instrument: InstrumentId
    approval: str
    terms_sha256: Sha256
    reason: str
    by: PersonId
    voids: tuple[str, ...]


class ApprovalRequestWithdrawn(
    Event, frozen=True, kw_only=True, tag="deal.approval_request_withdrawn.v1"
):
    """A principal's lead took back a request for an approval that nobody had given."""

    instrument: InstrumentId
    approval: str
    principal: OrganisationId
    by: PersonId
    reason: str


ApprovalsEvent: TypeAlias = (
    ApprovalRequested | ApprovalGranted | ApprovalRefused | ApprovalRequestWithdrawn
)
