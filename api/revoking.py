"""Which certificates the registry has revoked: what its log says, as lists and answers need it."""

from __future__ import annotations

from typing import Final

from aggregates.log import LOG
from aggregates.log.certificates.events import CertificateRevoked
from aggregates.log.state import Log
from aggregates.log.streams import CERTIFICATES
from ledger.book import Book
from ledger.sources import One
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.revocation import Revocation

SAID: Final[One[Log]] = One(LOG, CERTIFICATES)
"""The stream in which the registry's log says what was revoked, and which keys replaced."""


def revoked_in(registry: Book) -> tuple[Revocation, ...]:
    """Return every revocation that the registry's log has recorded.

    Raises:
        LedgerError: as reading the ledger.
    """
    return tuple(map(revocation, registry.state(SAID).certificates.revoked.values()))


def require_unrevoked(registry: Book, *certificates: Certificate) -> None:
    """Refuse to sign or certify by what the registry's log says to be revoked.

    Verifiers go by the lists; whoever makes a signature has the log at hand. One that is made
    nevertheless could never be sealed.

    Raises:
        SignatureError: ``certificate_revoked`` with the ``name``, and ``since`` when.
        LedgerError: as reading the ledger.
    """
    revoked = registry.state(SAID).certificates.revoked
    for certificate in certificates:
        event = revoked.get(certificate.sha256)
        if event is not None:
            name = certificate.x509.subject.rfc4514_string()
            since = event.invalid_since or event.at
            raise SignatureError("certificate_revoked", name=name, since=since)


def revocation(event: CertificateRevoked) -> Revocation:
    """Return a recorded revocation as lists say it: it stands from when it was recorded."""
    return Revocation(
        serial=int(event.serial, 16),
        at=event.at,
        reason=event.reason.value,
        invalid_since=event.invalid_since,
        issuer=event.issuer_sha256,
    )
