"""The key ceremony: every key of a registry made, and every certificate issued, in one go."""

from __future__ import annotations

from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from signing.pki import profile
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, Order, issue, self_signed
from signing.registry.office import Office, Service

ISSUED_BY = {
    Service.ISSUING: (profile.ISSUING, Service.ROOT),
    Service.TIME_STAMPING: (profile.TIME_STAMPING, Service.ROOT),
    Service.ROOT_STATUS: (profile.STATUS, Service.ROOT),
    Service.ISSUING_STATUS: (profile.STATUS, Service.ISSUING),
    Service.SEAL: (profile.SEAL, Service.ISSUING),
}
"""What each certificate is, and who issues it; an issuer stands before what it issues."""


class Held(msgspec.Struct, frozen=True):
    """A service's certificate, and its key unless that was taken elsewhere."""

    certificate: Certificate
    key: ec.EllipticCurvePrivateKey | None


class Founded(msgspec.Struct, frozen=True):
    """A service's certificate with its key, as just made."""

    certificate: Certificate
    key: ec.EllipticCurvePrivateKey


def found(office: Office, at: datetime, published_at: str) -> dict[Service, Founded]:
    """Return new keys, P-384 for the root and P-256 for the others, with their certificates.

    Raises:
        SignatureError: ``name_unusable`` when the office can not be named.
    """
    root_key = ec.generate_private_key(ec.SECP384R1())
    root = self_signed(_order(profile.ROOT, office, Service.ROOT, root_key, at), root_key)
    founded = {Service.ROOT: Founded(root, root_key)}
    for service, (kind, by) in ISSUED_BY.items():
        key = ec.generate_private_key(ec.SECP256R1())
        above = Issuer(by.value, founded[by].certificate, founded[by].key, published_at)
        certificate = issue(_order(kind, office, service, key, at), above)
        founded[service] = Founded(certificate, key)
    return founded


def _order(
    kind: profile.Profile,
    office: Office,
    service: Service,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> Order:
    return Order(profile=kind, subject=office.subject(service), public_key=key.public_key(), at=at)
