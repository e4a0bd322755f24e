"""The key ceremony: every key of a registry made, and every certificate issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec

from signing.pki import profile
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, Order, issue, self_signed
from signing.registry.office import Office, Service, label_of

ISSUED_BY = {
    Service.ISSUING: (profile.ISSUING, Service.ROOT),
    Service.TIME_STAMPING: (profile.TIME_STAMPING, Service.ROOT),
    Service.ROOT_STATUS: (profile.STATUS, Service.ROOT),
    Service.ISSUING_STATUS: (profile.STATUS, Service.ISSUING),
    Service.SEAL: (profile.SEAL, Service.ISSUING),
}
"""What each certificate is, and who issues it; an issuer stands before what it issues."""
BY_ROOT = tuple(service for service, (_, by) in ISSUED_BY.items() if by is Service.ROOT)
BY_ISSUING = tuple(service for service, (_, by) in ISSUED_BY.items() if by is Service.ISSUING)


def certified(
    office: Office,
    service: Service,
    public_key: ec.EllipticCurvePublicKey,
    above: Issuer,
    at: datetime,
    number: int = 1,
) -> Certificate:
    """Return a certificate for the ``number``-th key of a service, by its issuer.

    Raises:
        SignatureError: ``name_unusable``, ``outlives_issuer``.
    """
    kind, _ = ISSUED_BY[service]
    subject = office.subject(service, number)
    return issue(Order(profile=kind, subject=subject, public_key=public_key, at=at), above)


def root_of(office: Office, key: ec.EllipticCurvePrivateKey, at: datetime) -> Certificate:
    """Return the certificate of a root.

    Raises:
        SignatureError: ``name_unusable`` when the office can not be named.
    """
    subject = office.subject(Service.ROOT)
    order = Order(profile=profile.ROOT, subject=subject, public_key=key.public_key(), at=at)
    return self_signed(order, key)


def found(
    office: Office,
    keys: Mapping[Service, ec.EllipticCurvePrivateKey],
    at: datetime,
    published_at: str,
) -> dict[Service, Certificate]:
    """Return the certificates of all services, for new keys.

    Raises:
        SignatureError: ``name_unusable`` when the office can not be named.
    """
    certificates = {Service.ROOT: root_of(office, keys[Service.ROOT], at)}
    certificates |= below(office, keys, certificates, BY_ROOT, at, published_at)
    return certificates | below(office, keys, certificates, BY_ISSUING, at, published_at)


def below(
    office: Office,
    keys: Mapping[Service, ec.EllipticCurvePrivateKey],
    certificates: Mapping[Service, Certificate],
    services: tuple[Service, ...],
    at: datetime,
    published_at: str,
) -> dict[Service, Certificate]:
    """Return the certificates of ``services``, by issuers among ``certificates``.

    Raises:
        SignatureError: ``name_unusable``, ``outlives_issuer``.
    """

    def one(service: Service) -> Certificate:
        _, by = ISSUED_BY[service]
        above = Issuer(label_of(by), certificates[by], keys[by], published_at)
        return certified(office, service, keys[service].public_key(), above, at)

    return {service: one(service) for service in services}
