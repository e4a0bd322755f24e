"""What can have happened to a mandate. Stored for ever: add, never edit."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from aggregates.vocabulary import (
    DealId,
    Event,
    InstrumentId,
    Kind,
    MandateId,
    Money,
    OrganisationId,
    PersonId,
    Sha256,
)

Scope: TypeAlias = Literal["sign", "approve"]
"""What a mandate lets its holder do."""


class MandateRecorded(Event, frozen=True, kw_only=True, tag="mandate.recorded.v1"):
    """An organisation gave a person the authority to bind it; nobody has verified it yet.

    ``instruments`` and ``scope`` are sets, sorted. ``limit`` holds for one instrument and does not
    cumulate; none means any amount. ``joint`` is how many distinct mandates must act together.
    It is valid from ``valid_from`` until, and not at, ``valid_until``. ``evidence_sha256`` is the
    digest of the resolution or power of attorney.
    """

    mandate: MandateId
    organisation: OrganisationId
    person: PersonId
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    scope: tuple[Scope, ...]
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: Sha256
    by: PersonId


class MandateVerified(Event, frozen=True, kw_only=True, tag="mandate.verified.v1"):
    """An official compared the mandate with its evidence and found it good."""

    office: OrganisationId
    by: PersonId


class MandateRevoked(Event, frozen=True, kw_only=True, tag="mandate.revoked.v1"):
    """The mandate ended early. Signatures given under it stay valid; open seats are blocked."""

    reason: str
    by: PersonId


class MandateExercised(Event, frozen=True, kw_only=True, tag="mandate.exercised.v1"):
    """A signature was given under the mandate; the deal records the signature with it.

    ``field`` is the signature field, ``amount`` what the instrument pledges, none if nothing.
    """

    deal: DealId
    instrument: InstrumentId
    field: str
    amount: Money | None
    terms_sha256: Sha256


MandateEvent: TypeAlias = MandateRecorded | MandateVerified | MandateRevoked | MandateExercised
