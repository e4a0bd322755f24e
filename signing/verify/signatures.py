"""4. Each signature is right over its revision, with a key and a certificate made for signing."""

from __future__ import annotations

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from signing.cms import algorithms
from signing.cms.attributes import DATA, signed_attributes
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.token import read_token
from signing.trust import Rules
from signing.verify.case import Case
from signing.verify.reader import SignedField


def check_signatures(case: Case) -> None:
    """Promise that each signature commits to its revision and to its certificate.

    The signed attributes must be exactly: content type, digest, and signing-certificate-v2 (RFC
    5035; without it one certificate could be put in another's place).

    Raises:
        SignatureError: ``no_signature``, ``digest_wrong``, ``signature_wrong``, ``key_unusable``,
            ``algorithm_refused``, ``purpose_wrong``, ``no_time_stamp``,
            ``time_stamp_of_another``, and what reading a token raises.
    """
    if not case.signed:
        raise SignatureError("no_signature")
    for one in case.signed:
        _check(one, case.trust.rules)


def _check(one: SignedField, rules: Rules) -> None:
    message = one.message
    expected = signed_attributes(DATA, one.digest, message.certificate)
    if message.attributes != expected or one.subfilter != "/ETSI.CAdES.detached":
        raise SignatureError("digest_wrong", field=one.field)
    algorithms.verify(message.certificate.public_key, message.value, message.attributes)
    _require_algorithm(one, rules)
    _require_purpose(one.field, message.certificate, rules)
    if not message.token:
        raise SignatureError("no_time_stamp", field=one.field)
    if read_token(message.token).digest != hashlib.sha256(message.value).digest():
        raise SignatureError("time_stamp_of_another")


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
    if authority or not signs or rules.extended_key_usage not in named:
        raise SignatureError("purpose_wrong", field=field)
