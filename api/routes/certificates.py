"""Certificates of the registry: revoking them, and what was revoked."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.log.certificates.events import CertificateRevoked, RevocationReason
from aggregates.log.certificates.revoke_certificate import revoke_certificate
from aggregates.vocabulary import PersonId, Sha256
from api.certifying.revocations import Revoking, prepare_revocation, say_revoked
from api.contracts.prepared import Streams
from api.http.access import note_access
from api.http.asked import NOBODY, Asked
from api.http.commands import in_registry, prepared_command
from api.http.errand import Errand
from api.http.router import Router
from api.revoking import SAID
from ledger.recorded import Answer

router = Router("certificates")


class RevokedNow(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that counts no longer; the names are as in the event."""

    certificate_sha256: Sha256
    serial: str
    issuer_sha256: Sha256
    reason: RevocationReason
    invalid_since: datetime | None
    reference: str
    revoked_at: datetime
    revoked_by: PersonId


class RevokedList(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, in the order in which they were revoked."""

    items: tuple[RevokedNow, ...]


def _revoke(errand: Errand, body: Revoking) -> tuple[Streams, Answer]:
    asked, site = errand.asked, errand.asked.site
    asked.require_may()
    authority = site.installation.authority
    answer = errand.carried_out(prepare_revocation(authority, body, asked.actor, asked.at))
    say_revoked(site.settings, site.installation, asked.at)
    return SAID, answer


prepared_command(
    router,
    revoke_certificate,
    Revoking,
    _revoke,
    path="/certificates/revoke_certificate",
    place=in_registry,
)


@router.get("/certificates/revoked", answer=RevokedList)
def list_revoked_certificates(asked: Asked) -> RevokedList:
    """List the certificates that the registry has revoked, with why and since when."""
    asked.require_may(NOBODY)
    note_access(asked, "certificates")
    said = asked.site.installation.registry.state(SAID).certificates.revoked
    return RevokedList(items=tuple(map(_revoked, said.values())))


def _revoked(event: CertificateRevoked) -> RevokedNow:
    return RevokedNow(
        certificate_sha256=event.certificate_sha256,
        serial=event.serial,
        issuer_sha256=event.issuer_sha256,
        reason=event.reason,
        invalid_since=event.invalid_since,
        reference=event.reference,
        revoked_at=event.at,
        revoked_by=event.by,
    )
