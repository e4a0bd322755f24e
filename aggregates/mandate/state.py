"""What a mandate is after its events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.mandate.events import (
    MandateEvent,
    MandateExercised,
    MandateRecorded,
    MandateRevoked,
    MandateVerified,
    Scope,
)
from aggregates.vocabulary import Kind, MandateId, Money, OrganisationId, PersonId, Sha256

NEVER = datetime.max.replace(tzinfo=UTC)
"""From when and until when a mandate is valid that nobody recorded."""


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """The authority of one person to bind one organisation. ``id`` is empty before it is recorded.

    ``verified_by`` is empty until an official has verified it.
    """

    id: MandateId = ""
    organisation: OrganisationId = ""
    person: PersonId = ""
    instruments: tuple[Kind, ...] = ()
    limit: Money | None = None
    joint: int = 1
    scope: tuple[Scope, ...] = ()
    valid_from: datetime = NEVER
    valid_until: datetime = NEVER
    evidence_sha256: Sha256 = ""
    recorded_by: PersonId = ""
    verified_by: PersonId = ""
    revoked_at: datetime | None = None


def evolve(mandate: Mandate, event: MandateEvent) -> Mandate:
    """Return the mandate after ``event``. Never refuses: it has happened."""
    match event:
        case MandateRecorded():
            return _recorded(event)
        case MandateVerified():
            return replace(mandate, verified_by=event.by)
        case MandateRevoked():
            return replace(mandate, revoked_at=event.at)
        case MandateExercised():
            # the limit does not cumulate: what matters is that the stream has moved on, so that
            # a revocation decided on the version before does not pass unseen
            return mandate
        case _:
            assert_never(event)


def _recorded(event: MandateRecorded) -> Mandate:
    return Mandate(
        id=event.mandate,
        organisation=event.organisation,
        person=event.person,
        instruments=event.instruments,
        limit=event.limit,
        joint=event.joint,
        scope=event.scope,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        evidence_sha256=event.evidence_sha256,
        recorded_by=event.by,
    )
