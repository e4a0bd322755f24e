"""What can have happened to what a log keeps. Stored for ever and in clear: no personal data.

Whoever asks and why is told by a ``reference``, the number of a file in the office, never by words.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from aggregates.vocabulary import DealId, Event, PersonId


class Subject(Enum):
    """What is held or erased: a deal, a person, or the executed documents of an edition."""

    DEAL = "deal"
    PERSON = "person"
    DOCUMENTS = "documents"


class HoldGround(Enum):
    """Why something must be kept: a lawsuit, an authority's order, an audit."""

    LITIGATION = "litigation"
    AUTHORITY = "authority"
    AUDIT = "audit"


class ErasureGround(Enum):
    """Why something is erased: its retention ended, its owner asks by right, a court orders it."""

    RETENTION_ENDED = "retention_ended"
    REQUEST = "request"
    COURT = "court"


class ErasedKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key that is destroyed: its name, 16 bytes in hexadecimal digits.

    ``stream`` is the UUID of the stream that was stored under it; empty for a key of another kind.
    """

    kid: str
    stream: str = ""


class RetentionSet(Event, frozen=True, kw_only=True, tag="ledger.retention_set.v1"):
    """A failed deal is kept for so many days after it failed; executed documents to a day.

    ``executed_until`` is an ISO 8601 day: when it has begun in UTC, they need be kept no longer.
    """

    failed_days: int
    executed_until: str
    reference: str
    by: PersonId


class HoldPlaced(Event, frozen=True, kw_only=True, tag="ledger.hold_placed.v1"):
    """Something must not be erased as long as the hold stands."""

    hold: str
    subject: Subject
    id: str
    ground: HoldGround
    reference: str
    by: PersonId


class HoldReleased(Event, frozen=True, kw_only=True, tag="ledger.hold_released.v1"):
    """A hold stands no longer."""

    hold: str
    reference: str
    by: PersonId


class ErasureProposed(Event, frozen=True, kw_only=True, tag="ledger.erasure_proposed.v1"):
    """Something shall be erased, once another of the registry erases it."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str
    by: PersonId


class ErasureWithdrawn(Event, frozen=True, kw_only=True, tag="ledger.erasure_withdrawn.v1"):
    """What was proposed to be erased is proposed no longer."""

    erasure: str
    by: PersonId


class DealErased(Event, frozen=True, kw_only=True, tag="ledger.deal_erased.v1"):
    """The keys of a deal, and of what its sides noted for themselves, are destroyed.

    So they are as soon as it is recorded, and ever after. ``documents`` is how many executed
    documents stay, under the edition's retention key.
    """

    erasure: str
    deal: DealId
    ground: ErasureGround
    reference: str
    keys: tuple[ErasedKey, ...]
    documents: int
    proposed_by: PersonId
    by: PersonId


class PersonErased(Event, frozen=True, kw_only=True, tag="ledger.person_erased.v1"):
    """The key of what identifies a person is destroyed."""

    erasure: str
    person: PersonId
    ground: ErasureGround
    reference: str
    keys: tuple[ErasedKey, ...]
    proposed_by: PersonId
    by: PersonId


class DocumentsErased(Event, frozen=True, kw_only=True, tag="ledger.documents_erased.v1"):
    """The key of an edition's executed documents is destroyed: their retention has ended."""

    erasure: str
    edition: str
    ground: ErasureGround
    reference: str
    keys: tuple[ErasedKey, ...]
    proposed_by: PersonId
    by: PersonId


HoldEvent: TypeAlias = HoldPlaced | HoldReleased
ProposalEvent: TypeAlias = ErasureProposed | ErasureWithdrawn
Erasure: TypeAlias = DealErased | PersonErased | DocumentsErased
ErasingEvent: TypeAlias = RetentionSet | HoldEvent | ProposalEvent | Erasure
