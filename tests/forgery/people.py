"""Identities with something wrong about them, and those of people from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from forgery.scene import Scene
from registries import DAY, opened

from signing.cms.identity import Identity, SigningKey, SoftwareKey
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, Order, issue, self_signed
from signing.pki.mandate import CertifiedMandate
from signing.pki.profile import ISSUING, Profile, assisted
from signing.pki.subject import Subject
from signing.registry.office import Service
from signing.registry.registry import Registry

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
MALLORY: Final = Subject(
    country="CN", organisation="Mallory & Co.", identifier="NTRCN-666", common_name="Mallory"
)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What is otherwise about an identity; what is None is as it should be.

    Without ``mandated`` the certificate states no mandate.
    """

    profile: Profile | None = None
    subject: Subject | None = None
    at: datetime | None = None
    by: Issuer | None = None
    mandate: CertifiedMandate | None = None
    mandated: bool = True
    key: Key | None = None


class EdwardsKey:
    """An Ed25519 key; its signature is over the octets themselves."""

    def __init__(self, private: ed25519.Ed25519PrivateKey) -> None:
        self._private = private

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``."""
        return self._private.sign(data)


def made(scene: Scene, field: str, other: Made) -> Identity:
    """Return the identity of who sits at ``field``, but for what is ``other``."""
    signer = scene.signer(field, other.mandate)
    key = other.key or ec.generate_private_key(ec.SECP256R1())
    by = other.by or authority(scene.registry, Service.ISSUING)
    order = Order(
        profile=other.profile or assisted(signer.role),
        subject=other.subject or signer.subject,
        public_key=key.public_key(),
        at=other.at or scene.when(field),
        mandate=(other.mandate or signer.mandate) if other.mandated else None,
    )
    chain = () if by.certificate == scene.registry.certificate(Service.ROOT) else (by.certificate,)
    return Identity(issue(order, by), chain, _signing(key))


def authority(registry: Registry, service: Service) -> Issuer:
    """Return an authority of ``registry``, with its key."""
    return registry._authority(service)  # noqa: SLF001  # the key leaves it nowhere else


def below(scene: Scene, issuer: Issuer) -> Issuer:
    """Return an authority that ``issuer`` has certified, as it must not."""
    key = ec.generate_private_key(ec.SECP256R1())
    profile = msgspec.structs.replace(ISSUING, lifetime=DAY)
    order = Order(profile=profile, subject=MALLORY, public_key=key.public_key(), at=scene.at)
    return Issuer("mallory", issue(order, issuer), key)


def stranger(scene: Scene) -> tuple[Certificate, ec.EllipticCurvePrivateKey]:
    """Return a certificate that nobody vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    profile = msgspec.structs.replace(ISSUING, lifetime=DAY)
    order = Order(profile=profile, subject=MALLORY, public_key=key.public_key(), at=scene.at)
    return self_signed(order, key), key


@contextmanager
def evil_twin(at: datetime) -> Iterator[Registry]:
    """Yield a registry whose every name is that of the real one, and whose keys are its own."""
    with TemporaryDirectory() as folder:
        yield opened(Path(folder), at)


def _signing(key: Key) -> SigningKey:
    return EdwardsKey(key) if isinstance(key, ed25519.Ed25519PrivateKey) else SoftwareKey(key)
