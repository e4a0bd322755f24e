"""Issuing one certificate: a profile, a subject and a key, under the signature of an authority."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import AuthorityInformationAccessOID, ObjectIdentifier

from signing.der import write
from signing.errors import SignatureError
from signing.pki import oids
from signing.pki.certificate import Certificate
from signing.pki.mandate import CertifiedMandate, encode_mandate
from signing.pki.profile import Profile
from signing.pki.subject import Subject, name_of

CLOCK_TOLERANCE = timedelta(minutes=1)
"""Validity begins so much before the instant of issue, for readers whose clock is behind."""
SERIAL_BITS = 128


class Issuer(msgspec.Struct, frozen=True):
    """An authority. ``published_at`` is the base URL of its lists and answers, or empty.

    ``label`` names its files there: ``<base>/<label>.crl``, ``.cer``, and ``<base>/ocsp/<label>``.
    """

    label: str
    certificate: Certificate
    key: ec.EllipticCurvePrivateKey
    published_at: str = ""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be certified, and when; ``at`` carries its zone."""

    profile: Profile
    subject: Subject
    public_key: CertificatePublicKeyTypes
    at: datetime
    mandate: CertifiedMandate | None = None


def issue(order: Order, issuer: Issuer) -> Certificate:
    """Return a new certificate with a random serial number.

    Raises:
        SignatureError: ``name_unusable``, ``mandate_unusable``, or ``outlives_issuer`` when its
            validity would begin before or end after the issuer's.
    """
    above = issuer.certificate
    _require_nested(order, above)
    builder = _builder(order, above.x509.subject).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(_key_identifier(above)),
        critical=False,
    )
    for extension in _revocation(order.profile, issuer):
        builder = builder.add_extension(extension, critical=False)
    return _signed(builder, issuer.key)


def self_signed(order: Order, key: ec.EllipticCurvePrivateKey) -> Certificate:
    """Return the certificate of a root, signed with its own key.

    Raises:
        SignatureError: ``name_unusable``.
    """
    return _signed(_builder(order, name_of(order.subject)), key)


def hash_of(key: ec.EllipticCurvePrivateKey) -> hashes.SHA256 | hashes.SHA384:
    """Return the hash that goes with the key of an authority: SHA-384 with P-384, else SHA-256."""
    return hashes.SHA384() if isinstance(key.curve, ec.SECP384R1) else hashes.SHA256()


def _builder(order: Order, issuer: x509.Name) -> x509.CertificateBuilder:
    profile = order.profile
    first = order.at.replace(microsecond=0) - CLOCK_TOLERANCE
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(order.subject))
        .issuer_name(issuer)
        .public_key(order.public_key)
        .serial_number(secrets.randbelow(2**SERIAL_BITS - 1) + 1)
        .not_valid_before(first)
        .not_valid_after(first + profile.lifetime)
        .add_extension(
            x509.BasicConstraints(profile.subordinates is not None, profile.subordinates),
            critical=True,
        )
        .add_extension(profile.key_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(order.public_key), critical=False)
    )
    for extension, critical in _of_kind(order):
        builder = builder.add_extension(extension, critical)
    return builder


def _of_kind(order: Order) -> list[tuple[x509.ExtensionType, bool]]:
    profile = order.profile
    extensions = list[tuple[x509.ExtensionType, bool]]()
    if profile.purposes:
        extensions.append((profile.extended_key_usage(), profile.purposes_critical))
    if profile.policies:
        extensions.append((profile.certificate_policies(), False))
    if profile.unchecked:
        extensions.append((x509.OCSPNoCheck(), False))
    if profile.short_term:
        extensions.append((_unrecognized(oids.SHORT_TERM, write.null()), False))
    if order.mandate is not None:
        extensions.append((_unrecognized(oids.MANDATE, encode_mandate(order.mandate)), False))
    return extensions


def _revocation(profile: Profile, issuer: Issuer) -> list[x509.ExtensionType]:
    """Say where the list of revoked certificates is: under a URL, or else "with the issuer".

    Also in short-term certificates: pdfsig takes a certificate without it for damaged.
    """
    base = issuer.published_at.rstrip("/")
    place: x509.GeneralName = x509.DirectoryName(issuer.certificate.x509.subject)
    if not base:
        return [_distribution(place)]
    place = x509.UniformResourceIdentifier(f"{base}/{issuer.label}.crl")
    paths = [(AuthorityInformationAccessOID.CA_ISSUERS, f"{base}/{issuer.label}.cer")]
    if not (profile.short_term or profile.unchecked):
        paths.insert(0, (AuthorityInformationAccessOID.OCSP, f"{base}/ocsp/{issuer.label}"))
    access = x509.AuthorityInformationAccess(
        [
            x509.AccessDescription(method, x509.UniformResourceIdentifier(url))
            for method, url in paths
        ]
    )
    return [_distribution(place), access]


def _distribution(place: x509.GeneralName) -> x509.CRLDistributionPoints:
    return x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])


def _unrecognized(oid: str, der: bytes) -> x509.UnrecognizedExtension:
    return x509.UnrecognizedExtension(ObjectIdentifier(oid), der)


def _key_identifier(certificate: Certificate) -> x509.SubjectKeyIdentifier:
    extensions = certificate.x509.extensions
    return extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value


def _require_nested(order: Order, above: Certificate) -> None:
    first = order.at.replace(microsecond=0) - CLOCK_TOLERANCE
    if first < above.not_before or first + order.profile.lifetime > above.not_after:
        raise SignatureError("outlives_issuer", issuer_ends_at=above.not_after)


def _signed(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> Certificate:
    certificate = builder.sign(key, hash_of(key))
    return Certificate(certificate.public_bytes(serialization.Encoding.DER))
