"""What a verifier must trust, and by which rules, as one file: ``counterseal/trust/v1``.

With it a paper is verified without the ledger, the registry or a network: it has the root and the
issuing authority, the roots of time-stamps, and what was revoked when it was made. Whoever uses
it MUST have it from a source that they trust: the file vouches for nothing but itself.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from aggregates.canonical import canonical_bytes, plain
from aggregates.errors import RuleError
from signing.errors import SignatureError
from signing.pki.certificate import Certificate

NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By which rules certificates and signatures count. Numbers are decimals.

    Curves and hashes are named as in `cryptography`; object identifiers are dotted. A short-term
    certificate needs no revocation data, if its validity is not longer than stated here.
    """

    curves: tuple[str, ...]
    hashes: tuple[str, ...]
    rsa_bits_minimum: str
    short_term_seconds_maximum: str
    extended_key_usage: str
    time_stamp_policies: tuple[str, ...]


class DetachedKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public key of signatures beside files, as its algorithm writes it."""

    algorithm: str
    key: bytes


class TrustPolicy(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="format",
    tag="counterseal/trust/v1",
):
    """The trust of one registry, ``issued_at`` (UTC, RFC 3339 with seconds).

    Certificates and lists are DER, in base64 where this is JSON. ``roots`` are the anchors of
    signers, ``time_stamp_roots`` those of time-stamps, ``issuers`` stand below a root, and
    ``crls`` are by roots and issuers. ``detached_keys`` sign terms, besides those in the file.
    ``seals`` are certificates of the registry's own seal from elsewhere: they certify documents,
    and nothing else that ``seal_issuers`` and ``seal_roots`` issue counts for anything.
    """

    organisation: str
    identifier: str
    country: str
    issued_at: str
    roots: tuple[bytes, ...]
    issuers: tuple[bytes, ...]
    time_stamp_roots: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    rules: Rules
    detached_keys: tuple[DetachedKey, ...] = ()
    seals: tuple[bytes, ...] = ()
    seal_issuers: tuple[bytes, ...] = ()
    seal_roots: tuple[bytes, ...] = ()


def trust_bytes(policy: TrustPolicy) -> bytes:
    """Return the canonical bytes of ``policy`` (RFC 8785)."""
    return canonical_bytes(plain(policy))


def read_trust(data: bytes) -> TrustPolicy:
    """Return what `trust_bytes` was given.

    Raises:
        SignatureError: ``certificate_unreadable``, or ``trust_unreadable`` with a ``reason``:
            unless the bytes are canonical, every root is an authority signed by itself, every
            issuer one signed by a root, and every list one signed by a root or an issuer; and
            every seal one signed by an issuer of seals.
    """
    try:
        policy = msgspec.json.decode(data, type=TrustPolicy)
        canonical = trust_bytes(policy)
    except (msgspec.MsgspecError, UnicodeDecodeError, RuleError) as wrong:
        raise _unreadable(str(wrong)) from wrong
    if canonical != data:
        raise _unreadable("not canonical")
    _require_instant(policy.issued_at)
    _require_numbers(policy.rules)
    _require_chained(policy)
    return policy


def _require_instant(text: str) -> None:
    try:
        instant = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007  # Z is UTC
    except ValueError as wrong:
        raise _unreadable("issued_at") from wrong
    if f"{instant:%Y-%m-%dT%H:%M:%SZ}" != text:
        raise _unreadable("issued_at")


def _require_numbers(rules: Rules) -> None:
    for number in (rules.rsa_bits_minimum, rules.short_term_seconds_maximum):
        if not NUMBER.fullmatch(number):
            raise _unreadable("rules")


def _require_chained(policy: TrustPolicy) -> None:
    roots = [_authority(der) for der in (*policy.roots, *policy.time_stamp_roots)]
    issuers = [_authority(der) for der in policy.issuers]
    if not policy.roots or not policy.time_stamp_roots:
        raise _unreadable("no root")
    if not all(issued(root, root) for root in roots):
        raise _unreadable("roots")
    if not all(any(issued(issuer, root) for root in roots) for issuer in issuers):
        raise _unreadable("issuers")
    elsewhere = _require_seals_chained(policy)
    for der in policy.crls:
        _require_listed_by(der, [*roots, *issuers, *elsewhere])


def _require_seals_chained(policy: TrustPolicy) -> list[x509.Certificate]:
    roots = [_authority(der) for der in policy.seal_roots]
    issuers = [_authority(der) for der in policy.seal_issuers]
    seals = [Certificate(der).x509 for der in policy.seals]
    chained = (
        *(issued(root, root) for root in roots),
        *(any(issued(issuer, root) for root in roots) for issuer in issuers),
        *(any(issued(seal, issuer) for issuer in issuers) for seal in seals),
    )
    if not all(chained):
        raise _unreadable("seals")
    return [*roots, *issuers]


def _authority(der: bytes) -> x509.Certificate:
    certificate = Certificate(der).x509
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound as wrong:
        raise _unreadable("not an authority") from wrong
    if not constraints.value.ca:
        raise _unreadable("not an authority")
    return certificate


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Return whether ``issuer`` signed ``certificate``, and is named in it."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _require_listed_by(der: bytes, issuers: list[x509.Certificate]) -> None:
    try:
        crl = x509.load_der_x509_crl(der)
        listed = any(signed_list(crl, issuer) for issuer in issuers)
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise _unreadable("crls") from wrong
    if not listed:
        raise _unreadable("crls")


def signed_list(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Return whether ``issuer`` signed ``crl``, and is named in it."""
    key = issuer.public_key()
    return (
        crl.issuer == issuer.subject
        and isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey)
        and crl.is_signature_valid(key)
    )


def _unreadable(reason: str) -> SignatureError:
    return SignatureError("trust_unreadable", reason=reason)
