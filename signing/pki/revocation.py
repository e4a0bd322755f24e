"""What is revoked, and the lists that say so (RFC 5280 section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, hash_of

Reason: TypeAlias = Literal[
    "key_compromise",
    "ca_compromise",
    "affiliation_changed",
    "superseded",
    "cessation_of_operation",
    "privilege_withdrawn",
]
"""RFC 5280 section 5.3.1; an unstated reason and a temporary hold are not among them."""


class Revocation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A certificate that no longer counts, from ``at`` on.

    ``invalid_since`` is the instant from which its key is known or suspected not to have been
    its owner's alone, where that is earlier. ``issuer`` is the SHA-256 of the certificate of the
    authority that issued it; where it is not stated, whoever lists it did.
    """

    serial: int
    at: datetime
    reason: Reason
    invalid_since: datetime | None = None
    issuer: str = ""


def revoked_by(issuer: Certificate, revoked: Iterable[Revocation]) -> tuple[Revocation, ...]:
    """Return those of ``revoked`` that ``issuer`` has to list."""
    return tuple(one for one in revoked if one.issuer in {"", issuer.sha256})


def revocation_list(
    issuer: Issuer, revoked: Iterable[Revocation], at: datetime, valid_for: timedelta
) -> bytes:
    """Return a complete list in DER, made ``at``.

    Its number is ``at`` in microseconds of Unix time, so that a later list has a greater number
    and nothing has to be kept.
    """
    number = int(at.timestamp()) * 1_000_000 + at.microsecond
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.x509.subject)
        .last_update(at.replace(microsecond=0))
        .next_update(at.replace(microsecond=0) + valid_for)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    listed = revoked_by(issuer.certificate, revoked)
    for revocation in sorted(listed, key=lambda revocation: revocation.serial):
        builder = builder.add_revoked_certificate(_entry(revocation))
    signed = builder.sign(issuer.key, hash_of(issuer.key))
    return signed.public_bytes(serialization.Encoding.DER)


def is_listed(listed: x509.CertificateRevocationList, revocation: Revocation) -> bool:
    """Return whether a list says it: of this certificate, since when, and why."""
    entry, wanted = (
        listed.get_revoked_certificate_by_serial_number(revocation.serial),
        _entry(revocation),
    )
    return (
        entry is not None
        and entry.revocation_date_utc == wanted.revocation_date_utc
        and list(entry.extensions) == list(wanted.extensions)
    )


def _entry(revocation: Revocation) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(revocation.serial)
        .revocation_date(revocation.at.replace(microsecond=0))
        .add_extension(x509.CRLReason(x509.ReasonFlags[revocation.reason]), critical=False)
    )
    if revocation.invalid_since is not None:
        since = revocation.invalid_since.replace(microsecond=0)
        builder = builder.add_extension(x509.InvalidityDate(since), critical=False)
    return builder.build()
