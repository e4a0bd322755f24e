"""How revocations and rotations change what a log knows of the registry's keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, assert_never

from msgspec.structs import replace

from aggregates.log.certificates.events import (
    CertificateEvent,
    CertificateRevoked,
    KeyRotated,
    KeyRotationProposed,
    KeyRotationWithdrawn,
)
from aggregates.log.certificates.state import Certificates

V = TypeVar("V")


def evolve_certificates(state: Certificates, event: CertificateEvent) -> Certificates:
    """Return the state after ``event``. Never refuses: it has happened."""
    match event:
        case CertificateRevoked(certificate_sha256=sha256):
            return replace(state, revoked={**state.revoked, sha256: _first(state, event)})
        case KeyRotationProposed(rotation=rotation):
            proposals = {**state.proposals, rotation: event}
            return replace(state, proposals=proposals, used=state.used | {rotation})
        case KeyRotationWithdrawn(rotation=rotation):
            return replace(state, proposals=_without(state.proposals, rotation))
        case KeyRotated(rotation=rotation):
            return replace(
                state,
                proposals=_without(state.proposals, rotation),
                rotated={**state.rotated, rotation: event},
            )
        case _:
            assert_never(event)


def _first(state: Certificates, event: CertificateRevoked) -> CertificateRevoked:
    """What is said later makes a revocation graver; it stands from the first."""
    known = state.revoked.get(event.certificate_sha256)
    return event if known is None else replace(event, at=known.at)


def _without(items: Mapping[str, V], key: str) -> Mapping[str, V]:
    return {name: item for name, item in items.items() if name != key}
