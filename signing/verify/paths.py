"""5. Each certificate leads to the trusted root, and stood at the time that is proven.

The time is the time-stamp's, never the signer's word and never the clock of today: so a signature
outlives its fifteen-minute certificate. The path has one shape: signer, issuing authority, root.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.token import TimeStamp, read_token
from signing.trust import TrustPolicy
from signing.verify.case import Case


def check_paths(case: Case) -> None:
    """Promise that each signer, and each time-stamp, was trusted when it signed.

    Raises:
        SignatureError: ``issuer_unknown``, ``certificate_not_valid``, ``certificate_revoked``,
            ``revocation_unknown``, ``time_stamp_untrusted``, ``time_not_ordered``.
    """
    before: datetime | None = None
    for one in case.signed:
        stamp = read_token(one.message.token)
        _check_time_stamp(stamp, case)
        if before is not None and stamp.at < before:
            raise SignatureError("time_not_ordered", field=one.field)
        before = stamp.at
        _check_signer(one.message.certificate, stamp.at, case.trust)


def _check_signer(certificate: Certificate, at: datetime, trust: TrustPolicy) -> None:
    issuer = _issuer_of(certificate, trust.issuers)
    root = _issuer_of(issuer, trust.roots)
    for one in (certificate, issuer, root):
        one.require_valid(at)
    _require_not_revoked(issuer, root, at, trust)
    if certificate.is_short_term and _is_short(certificate, trust):
        return
    _require_not_revoked(certificate, issuer, at, trust)


def _check_time_stamp(stamp: TimeStamp, case: Case) -> None:
    """RFC 3161 section 2.3: its one purpose is time-stamping, and that is critical."""
    trust = case.trust
    root = _issuer_of(stamp.certificate, trust.time_stamp_roots)
    for one in (stamp.certificate, root):
        one.require_valid(stamp.at)
    _require_not_revoked(stamp.certificate, root, stamp.at, trust)
    stated = stamp.certificate.x509.extensions
    try:
        purposes = stated.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound as wrong:
        raise SignatureError("time_stamp_untrusted") from wrong
    only = list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING] and purposes.critical
    if not only or stamp.policy not in trust.rules.time_stamp_policies or stamp.at > case.at:
        raise SignatureError("time_stamp_untrusted")


def _issuer_of(certificate: Certificate, authorities: tuple[bytes, ...]) -> Certificate:
    for der in authorities:
        authority = Certificate(der)
        if _issued(certificate.x509, authority.x509):
            return authority
    raise SignatureError(
        "issuer_unknown",
        name=certificate.x509.subject.rfc4514_string(),
        issuer=certificate.x509.issuer.rfc4514_string(),
    )


def _issued(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_short(certificate: Certificate, trust: TrustPolicy) -> bool:
    longest = timedelta(seconds=int(trust.rules.short_term_seconds_maximum))
    return certificate.not_after - certificate.not_before <= longest


def _require_not_revoked(
    certificate: Certificate, issuer: Certificate, at: datetime, trust: TrustPolicy
) -> None:
    """A list of the issuer, made for ``at`` or later, must be there and not name it by then.

    A revocation counts from the instant at which the key is known not to have been its owner's.
    """
    lists = [x509.load_der_x509_crl(der) for der in trust.crls]
    own = [crl for crl in lists if crl.issuer == issuer.x509.subject]
    if not any((crl.next_update_utc or at) >= at for crl in own):
        raise SignatureError("revocation_unknown", name=certificate.x509.subject.rfc4514_string())
    for crl in own:
        entry = crl.get_revoked_certificate_by_serial_number(certificate.serial)
        if entry is not None and _since(entry) <= at:
            name = certificate.x509.subject.rfc4514_string()
            raise SignatureError("certificate_revoked", name=name, since=_since(entry))


def _since(entry: x509.RevokedCertificate) -> datetime:
    try:
        stated = entry.extensions.get_extension_for_class(x509.InvalidityDate)
    except x509.ExtensionNotFound:
        return entry.revocation_date_utc
    return min(stated.value.invalidity_date_utc, entry.revocation_date_utc)
