"""What a log says of the registry's keys and certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from aggregates.log.certificates.events import (
    CertificateRevoked,
    KeyRotated,
    KeyRotationProposed,
    KeyService,
    RevocationReason,
)
from aggregates.vocabulary import Sha256

NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})

HARMLESS: Final = frozenset(
    {
        RevocationReason.AFFILIATION_CHANGED,
        RevocationReason.SUPERSEDED,
        RevocationReason.CESSATION_OF_OPERATION,
    }
)
"""Reasons for which a certificate was revoked though nobody else had its key."""


class Certificates(msgspec.Struct, frozen=True, kw_only=True):
    """Each revocation by the digest of its certificate, with the instant of the first.

    ``proposals`` are the rotations that are to be carried out, ``rotated`` those that were, by
    their ids; ``used`` are all ids that ever were.
    """

    revoked: Mapping[Sha256, CertificateRevoked] = NOTHING
    proposals: Mapping[str, KeyRotationProposed] = NOTHING
    rotated: Mapping[str, KeyRotated] = NOTHING
    used: frozenset[str] = frozenset()

    def proposal_for(self, service: KeyService) -> KeyRotationProposed | None:
        """Return the open proposal to replace a service's key, if there is one."""
        return next((one for one in self.proposals.values() if one.service is service), None)

    def newest(self, service: KeyService) -> KeyRotated | None:
        """Return the last rotation of a service's key, if there was one."""
        done = [one for one in self.rotated.values() if one.service is service]
        return done[-1] if done else None


def invalid_since(revoked: CertificateRevoked) -> datetime:
    """Return the instant from which a revoked certificate does not count."""
    return revoked.at if revoked.invalid_since is None else revoked.invalid_since


def is_worse(new: CertificateRevoked, known: CertificateRevoked) -> bool:
    """Return whether ``new`` says what ``known`` left open: an earlier instant, a stolen key."""
    earlier = new.invalid_since is not None and new.invalid_since < invalid_since(known)
    return earlier or (known.reason in HARMLESS and new.reason not in HARMLESS)
