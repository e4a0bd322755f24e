"""Exporting what a verifier must know of a registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from aggregates.vocabulary import SeatRole
from signing.anchors import Anchors
from signing.cms.algorithms import SHORTEST_RSA
from signing.pki import oids, profile
from signing.pki.certificate import Certificate
from signing.pki.revocation import Revocation
from signing.registry.detaching import detached_key
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.trust import Rules, TrustPolicy

RULES = Rules(
    curves=("secp256r1", "secp384r1"),
    hashes=("sha256", "sha384"),
    rsa_bits_minimum=str(SHORTEST_RSA),
    short_term_seconds_maximum=str(
        int(profile.assisted(SeatRole.SIGNATORY).lifetime.total_seconds())
    ),
    extended_key_usage=oids.DOCUMENT_SIGNING,
    time_stamp_policies=(oids.TIME_STAMP_POLICY,),
)


def trust_policy(registry: Registry, revoked: Iterable[Revocation], at: datetime) -> TrustPolicy:
    """Return the trust in ``registry``, with what is revoked ``at``.

    ``revoked`` are certificates of the issuing authority; the root's own list is the one in the
    registry's folder. Lists made after a signature show that its certificates stood when it was
    made: export again after signing.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    office, root = registry.office, registry.certificate(Service.ROOT).der
    stamping = registry.outside.stamp_anchors
    issuing = (*registry.certificates(Service.ISSUING), *stamping.issuers)
    seal = registry.outside.seal
    elsewhere = Anchors() if seal is None else seal.anchors
    return TrustPolicy(
        organisation=office.organisation,
        identifier=office.identifier,
        country=office.country,
        issued_at=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        roots=(root,),
        issuers=_der(issuing),
        time_stamp_roots=(root, *_der(stamping.roots)),
        crls=(
            registry.root_crl(),
            *registry.issuing_crls(revoked, at).values(),
            *stamping.lists,
            *elsewhere.lists,
        ),
        rules=replace(RULES, time_stamp_policies=_policies(registry)),
        detached_keys=(detached_key(registry),),
        seals=() if seal is None else _der(seal.seals),
        seal_issuers=_der(elsewhere.issuers),
        seal_roots=_der(elsewhere.roots),
    )


def _der(certificates: Iterable[Certificate]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(certificate.der for certificate in certificates))


def _policies(registry: Registry) -> tuple[str, ...]:
    return (*RULES.time_stamp_policies, *registry.outside.stamp_policies)


def lasting_trust(registry: Registry, at: datetime) -> TrustPolicy:
    """Return the trust in ``registry`` that serves for years: without lists that are soon old.

    Archived files hold the issuing authority's list of their day; by this policy they are valid,
    and others are not.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    return replace(trust_policy(registry, (), at), crls=(registry.root_crl(),))
