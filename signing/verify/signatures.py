"""4. Each signature is right over its revision, with a key and a certificate made for signing."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtensionOID

from signing.cms import algorithms
from signing.cms.attributes import DATA, signed_attributes
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.trust import Rules
from signing.verify.archive import ArchiveStamp
from signing.verify.case import Case
from signing.verify.pdf.values import Dictionary
from signing.verify.signed import CERTIFICATION, SignedField, closing

DICTIONARY: Final = {
    "/Type": "/Sig",
    "/Filter": "/Adobe.PPKLite",
    "/SubFilter": "/ETSI.CAdES.detached",
}
"""ETSI EN 319 142-1 clause 5.3."""
CLAIMED: Final = ("/M", "/Reason")
"""Texts that may be there; the claimed time, too, counts for nothing."""
OF_ANY: Final = frozenset(("/ByteRange", "/Contents"))
OF_THIS_ONE: Final = OF_ANY | frozenset(CLAIMED)
ARCHIVE: Final = {
    "/Type": "/DocTimeStamp",
    "/Filter": "/Adobe.PPKLite",
    "/SubFilter": "/ETSI.RFC3161",
}
"""ETSI EN 319 142-1 clause 5.4.3."""
CRITICAL: Final = frozenset((ExtensionOID.KEY_USAGE, ExtensionOID.BASIC_CONSTRAINTS))
"""The critical extensions that are looked at; another one must not be passed over (RFC 5280)."""


def check_signatures(case: Case) -> None:
    """Promise that each signature commits to its revision and to its certificate.

    The signed attributes must be exactly: content type, digest, and signing-certificate-v2 (RFC
    5035; without it one certificate could be put in another's place).

    Raises:
        SignatureError: ``signature_unlike_ours``, ``digest_wrong``, ``signature_wrong``,
            ``key_unusable``, ``algorithm_refused``, ``purpose_wrong``, ``no_time_stamp``,
            ``time_stamp_of_another``, and what reading the file, a message or a token raises.
    """
    for one in case.signed:
        _check(one, case)
    for kept in case.archive:
        _check_archived(kept.over)


def _check(one: SignedField, case: Case) -> None:
    message, rules = one.message, case.trust.rules
    _require_ours(one, case)
    if message.attributes != signed_attributes(DATA, one.digest, message.certificate):
        raise SignatureError("digest_wrong", field=one.field)
    algorithms.verify(message.certificate.public_key, message.value, message.attributes)
    _require_algorithm(one, rules)
    _require_purpose(one.field, message.certificate, rules)
    if one.stamp.digest != hashlib.sha256(message.value).digest():
        raise SignatureError("time_stamp_of_another")


def _check_archived(one: ArchiveStamp) -> None:
    """A time-stamp over the whole file is of nothing but its octets, and says nothing more."""
    if {key: one.entries[key] for key in one.entries.keys() - OF_ANY} != ARCHIVE:
        raise SignatureError("signature_unlike_ours", field=one.field)
    if one.stamp.digest != one.digest:
        raise SignatureError("time_stamp_of_another")


def _require_ours(one: SignedField, case: Case) -> None:
    """The dictionary says what readers go by, and what may come after; nothing else."""
    expected: Dictionary = {**DICTIONARY}
    if one.certifies:
        expected["/Reference"] = CERTIFICATION
    elif one.closes:
        expected["/Reference"] = closing(case.file.base.table.trailer.catalogue)
    said = {key: one.entries[key] for key in one.entries.keys() - OF_THIS_ONE}
    texts = all(isinstance(one.entries.get(key, b""), bytes) for key in CLAIMED)
    if said != expected or not texts:
        raise SignatureError("signature_unlike_ours", field=one.field)


def _require_algorithm(one: SignedField, rules: Rules) -> None:
    """The trust policy may ask for more than the closed list of this release."""
    key = algorithms.accepted(one.message.certificate.public_key)
    if isinstance(key, rsa.RSAPublicKey):
        strong = key.key_size >= int(rules.rsa_bits_minimum)
    else:
        strong = key.curve.name in rules.curves
    if not strong or "sha256" not in rules.hashes:
        raise SignatureError("algorithm_refused", field=one.field)


def _require_purpose(field: str, certificate: Certificate, rules: Rules) -> None:
    """Non-repudiation, and document signing (RFC 9336); no authority signs documents."""
    extensions = certificate.x509.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        authority = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound as wrong:
        raise SignatureError("purpose_wrong", field=field) from wrong
    named = {purpose.dotted_string for purpose in purposes}
    signs = usage.content_commitment and not usage.key_cert_sign and not usage.crl_sign
    known = all(one.oid in CRITICAL for one in extensions if one.critical)
    if authority or not signs or not known or rules.extended_key_usage not in named:
        raise SignatureError("purpose_wrong", field=field)
