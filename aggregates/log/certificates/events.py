"""What can have happened to the registry's keys and certificates. In clear: no personal data.

A certificate is named by its digest and its number; why it was revoked, by the number of a file.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import Event, PersonId, Sha256


class RevocationReason(Enum):
    """Why a certificate counts no longer (RFC 5280 section 5.3.1); it never comes back."""

    KEY_COMPROMISE = "key_compromise"
    CA_COMPROMISE = "ca_compromise"
    AFFILIATION_CHANGED = "affiliation_changed"
    SUPERSEDED = "superseded"
    CESSATION_OF_OPERATION = "cessation_of_operation"
    PRIVILEGE_WITHDRAWN = "privilege_withdrawn"


class KeyService(Enum):
    """For what the registry has a key that may be replaced by a new one; the root is not."""

    ISSUING = "issuing"
    TIME_STAMPING = "time-stamping"
    ROOT_STATUS = "root-status"
    ISSUING_STATUS = "issuing-status"
    SEAL = "seal"


class CertificateRevoked(Event, frozen=True, kw_only=True, tag="ledger.certificate_revoked.v1"):
    """A certificate counts no longer; the lists and answers of its authority say so from now on.

    ``serial`` is its number in lower-case hexadecimal, ``issuer_sha256`` the certificate of the
    authority that issued it. ``invalid_since`` is the instant from which its key is known or
    suspected not to have been its owner's alone, where that is earlier than the event.
    """

    certificate_sha256: Sha256
    serial: str
    issuer_sha256: Sha256
    reason: RevocationReason
    invalid_since: datetime | None
    reference: str
    by: PersonId


class KeyRotationProposed(Event, frozen=True, kw_only=True, tag="ledger.key_rotation_proposed.v1"):
    """A key of the registry shall be replaced, once another of the registry replaces it."""

    rotation: str
    service: KeyService
    reference: str
    by: PersonId


class KeyRotationWithdrawn(
    Event, frozen=True, kw_only=True, tag="ledger.key_rotation_withdrawn.v1"
):
    """A key that was to be replaced stays."""

    rotation: str
    by: PersonId


class KeyRotated(Event, frozen=True, kw_only=True, tag="ledger.key_rotated.v1"):
    """The registry has a new key for a service; what the old one signed stays as good as it was.

    The new certificate is stored with the event.
    """

    rotation: str
    service: KeyService
    old_certificate_sha256: Sha256
    certificate_sha256: Sha256
    reference: str
    proposed_by: PersonId
    by: PersonId


RotationEvent: TypeAlias = KeyRotationProposed | KeyRotationWithdrawn | KeyRotated
CertificateEvent: TypeAlias = CertificateRevoked | RotationEvent
