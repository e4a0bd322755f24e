"""Which certificates the registry has revoked: what its log says, as lists and answers need it."""

from __future__ import annotations

from typing import Final

from aggregates.log import LOG
from aggregates.log.certificates.events import CertificateRevoked
from aggregates.log.state import Log
from aggregates.log.streams import CERTIFICATES
from ledger.book import Book
from ledger.sources import One
from signing.pki.revocation import Revocation

SAID: Final[One[Log]] = One(LOG, CERTIFICATES)
"""The stream in which the registry's log says what was revoked, and which keys replaced."""


def revoked_in(registry: Book) -> tuple[Revocation, ...]:
    """Return every revocation that the registry's log has recorded.

    Raises:
        LedgerError: as reading the ledger.
    """
    return tuple(map(revocation, registry.state(SAID).certificates.revoked.values()))


def revocation(event: CertificateRevoked) -> Revocation:
    """Return a recorded revocation as lists say it: it stands from when it was recorded."""
    return Revocation(
        serial=int(event.serial, 16),
        at=event.at,
        reason=event.reason.value,
        invalid_since=event.invalid_since,
        issuer=event.issuer_sha256,
    )
