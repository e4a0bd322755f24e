"""Preparing the revocation of a certificate, and saying it where lists are kept."""

from __future__ import annotations

from datetime import datetime

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from aggregates.log.certificates.events import RevocationReason
from aggregates.log.certificates.revoke_certificate import RevokeCertificate, revoke_certificate
from aggregates.vocabulary import Actor
from api.contracts.prepared import Prepared
from api.home import Home
from api.installation import Installation
from api.refusals import ApiError
from api.revoking import SAID, revoked_in
from api.settings import Settings
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.revocation import is_listed, revoked_by
from signing.registry.office import Service
from signing.registry.registry import Registry

CERTIFICATE_BYTES = 16 * 1024
"""Longer than any certificate of ours."""


class Revoking(msgspec.Struct, frozen=True, kw_only=True):
    """Which certificate (DER or PEM), why, since when its key was not its owner's alone."""

    certificate: bytes
    reason: RevocationReason
    reference: str
    invalid_since: datetime | None = None


def prepare_revocation(
    authority: Registry, asked: Revoking, actor: Actor, at: datetime
) -> Prepared:
    """Return the revocation of a certificate that the registry issued.

    Raises:
        ApiError: ``certificate_malformed``.
        SignatureError: ``issuer_not_ours``, ``certificate_unreadable``.
    """
    certificate = read_certificate(asked.certificate)
    command = RevokeCertificate(
        actor=actor,
        at=at,
        certificate_sha256=certificate.sha256,
        serial=f"{certificate.serial:x}",
        issuer_sha256=authority.issuer_of(certificate).sha256,
        reason=asked.reason,
        invalid_since=asked.invalid_since,
        reference=asked.reference,
    )
    return Prepared(streams=SAID, decision=revoke_certificate, command=command)


def read_certificate(content: bytes) -> Certificate:
    """Return a certificate that was handed in, in DER or PEM.

    Raises:
        ApiError: ``certificate_malformed``.
    """
    if len(content) > CERTIFICATE_BYTES:
        raise ApiError("certificate_malformed")
    try:
        der = content
        if content.lstrip().startswith(b"-----BEGIN"):
            der = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        certificate = Certificate(der)
        _ = certificate.x509
    except (SignatureError, ValueError) as wrong:
        raise ApiError("certificate_malformed") from wrong
    return certificate


def say_revoked(settings: Settings, installation: Installation, at: datetime) -> bool:
    """Keep what is revoked where this machine verifies, and in the root's list if it must be there.

    False if the root's list is to be made anew and the root's key is elsewhere.

    Raises:
        LedgerError, SignatureError: as the parts that are read and written.
    """
    authority, revoked = installation.authority, revoked_in(installation.registry)
    Home.of(settings).remember_revoked(revoked)
    root = authority.certificate(Service.ROOT)
    listed = x509.load_der_x509_crl(authority.root_crl())
    if all(is_listed(listed, one) for one in revoked_by(root, revoked)):
        return True
    try:
        authority.renew_root_crl(revoked, at)
    except SignatureError as wrong:
        if wrong.code != "key_offline":
            raise
        return False
    return True
