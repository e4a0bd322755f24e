"""Time-stamps with something wrong about them."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from forgery.people import authority
from forgery.scene import Scene

from signing.cms.attributes import signed_attributes
from signing.cms.identity import Identity, SoftwareKey
from signing.cms.signed_data import Signature, signed_data
from signing.der import write
from signing.pki.issue import Issuer, Order, issue
from signing.pki.oids import TIME_STAMP_POLICY
from signing.pki.profile import TIME_STAMPING, Profile
from signing.registry.office import Service
from signing.timestamp.authority import TimeStampAuthority
from signing.timestamp.token import TST_INFO, message_imprint
from signing.timestamp.unit import TimeStampUnit


class WrongClock(msgspec.Struct, frozen=True):
    """A unit that says ``at`` whatever the time is."""

    unit: TimeStampAuthority
    at: datetime

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return a token."""
        del at
        return self.unit.stamp(digest, self.at)


class CarelessUnit(msgspec.Struct, frozen=True):
    """A unit that stamps when its certificate has expired, and under any policy."""

    identity: Identity
    policy: str = TIME_STAMP_POLICY

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return a token (RFC 3161 section 2.4.2)."""
        info = write.sequence(
            write.integer(1),
            write.oid(self.policy),
            message_imprint(digest),
            write.integer(1),
            write.generalized_time(at),
        )
        certificate = self.identity.certificate
        attributes = signed_attributes(TST_INFO, hashlib.sha256(info).digest(), certificate)
        value = self.identity.key.sign(attributes)
        signature = Signature(certificate=certificate, attributes=attributes, value=value)
        return signed_data(TST_INFO, info, signature)


def own_unit(scene: Scene, profile: Profile = TIME_STAMPING, by: Issuer | None = None) -> Identity:
    """Return the identity of a new unit that the root, or ``by``, has certified."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = scene.registry.office.subject(Service.TIME_STAMPING)
    order = Order(profile=profile, subject=subject, public_key=key.public_key(), at=scene.at)
    issuer = by or authority(scene.registry, Service.ROOT)
    return Identity(issue(order, issuer), (), SoftwareKey(key))


def unit_of(scene: Scene, **changes: object) -> TimeStampUnit:
    """Return a new unit whose certificate has these ``changes`` to its profile."""
    return TimeStampUnit(own_unit(scene, msgspec.structs.replace(TIME_STAMPING, **changes)))
