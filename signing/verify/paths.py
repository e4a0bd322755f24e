"""5. Each certificate leads to the trusted root, and stood at the time that is proven.

The time is the time-stamp's, never the signer's word and never the clock of today: so a signature
outlives its fifteen-minute certificate. The path has one shape: signer, issuing authority, root;
and of a time-stamp: unit, root.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.token import TimeStamp
from signing.trust import Rules
from signing.verify.authorities import is_compromised, revoked_since
from signing.verify.case import Case
from signing.verify.signed import SignedField


def check_paths(case: Case) -> None:
    """Promise that each signer, and each time-stamp, was trusted when it signed.

    Raises:
        SignatureError: ``issuer_unknown``, ``certificates_differ``, ``certificate_not_valid``,
            ``certificate_revoked``, ``revocation_unknown``, ``time_stamp_untrusted``,
            ``time_not_ordered``, and what reading the file, a message or a token raises.
    """
    for before, after in pairwise(case.signed):
        if after.stamp.at < before.stamp.at:
            raise SignatureError("time_not_ordered", field=after.field)
    for one in case.signed:
        _check_time_stamp(one.stamp, case)
        _check_signer(one, case)


def _check_signer(one: SignedField, case: Case) -> None:
    certificate, at, authorities = one.message.certificate, one.stamp.at, case.authorities
    issuer = authorities.issuer_of(certificate, authorities.issuers)
    root = authorities.issuer_of(issuer, authorities.roots)
    if one.message.chain != (issuer,):  # no signature is over what else is carried along
        raise SignatureError("certificates_differ", field=one.field)
    for held in (certificate, issuer, root):
        held.require_valid(at)
    _require_standing(case, issuer, root, at)
    if _is_short(certificate, case.trust.rules):
        _require_not_revoked(case, certificate, issuer, at)
    else:
        _require_standing(case, certificate, issuer, at)


def _check_time_stamp(stamp: TimeStamp, case: Case) -> None:
    authorities, unit = case.authorities, stamp.certificate
    root = authorities.issuer_of(unit, authorities.time_stamp_roots)
    for held in (unit, root):
        held.require_valid(stamp.at)
    _require_standing(case, unit, root, stamp.at)
    entry = authorities.revocation(unit, root)
    if entry is not None and is_compromised(entry):  # whoever had the key could date back
        raise SignatureError("time_stamp_untrusted")
    carried = set(stamp.others) <= set(authorities.time_stamp_roots)
    named = stamp.policy in case.trust.rules.time_stamp_policies
    if not (carried and named and _stamps_only(unit)) or stamp.at > case.at:
        raise SignatureError("time_stamp_untrusted")


def _stamps_only(unit: Certificate) -> bool:
    """RFC 3161 section 2.3: its one purpose is time-stamping, and that is critical."""
    try:
        purposes = unit.x509.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return purposes.critical and list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _is_short(certificate: Certificate, rules: Rules) -> bool:
    """Whether its validity is over before a revocation could be known, as its issuer promises."""
    longest = timedelta(seconds=int(rules.short_term_seconds_maximum))
    return certificate.is_short_term and certificate.not_after - certificate.not_before <= longest


def _require_standing(
    case: Case, certificate: Certificate, issuer: Certificate, at: datetime
) -> None:
    """There is a list of the issuer that was good ``at`` or later, and none names it by then."""
    if not case.authorities.knows_until(issuer, at):
        raise SignatureError("revocation_unknown", name=certificate.x509.subject.rfc4514_string())
    _require_not_revoked(case, certificate, issuer, at)


def _require_not_revoked(
    case: Case, certificate: Certificate, issuer: Certificate, at: datetime
) -> None:
    entry = case.authorities.revocation(certificate, issuer)
    if entry is not None and revoked_since(entry) <= at:
        name = certificate.x509.subject.rfc4514_string()
        raise SignatureError("certificate_revoked", name=name, since=revoked_since(entry))
