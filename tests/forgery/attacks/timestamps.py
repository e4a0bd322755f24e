"""Time-stamps that do not prove when somebody signed."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from forgery.attack import Attack, only
from forgery.attacks.signers import ANDES
from forgery.people import authority, evil_twin
from forgery.scene import MINUTE, Scene
from forgery.stamps import CarelessUnit, WrongClock, own_unit, unit_of
from registries import DAY

from signing.pki.oids import EMAIL_PROTECTION
from signing.pki.profile import TIME_STAMPING
from signing.pki.revocation import Reason, Revocation, revocation_list
from signing.registry.office import Service
from signing.timestamp.authority import TimeStampAuthority
from signing.timestamp.unit import TimeStampUnit
from signing.verify.case import Case


def stamped_by(scene: Scene, unit: TimeStampAuthority) -> bytes:
    """Return the file in which the signature of Andes was stamped by ``unit``."""
    signed = scene.sign(scene.revisions[ANDES - 1], "andes", authority=unit)
    return scene.from_then_on(signed, "andes")


@only("paths", "issuer_unknown")
def twin_unit(scene: Scene) -> bytes:
    """A time-stamp is by a unit that a root of the same name has certified."""
    with evil_twin(scene.at) as registry:
        return stamped_by(scene, registry.time_stamps)


@only("paths", "issuer_unknown")
def unit_of_the_issuing_authority(scene: Scene) -> bytes:
    """A time-stamp is by a unit that the issuing authority has certified."""
    issuing = authority(scene.registry, Service.ISSUING)
    return stamped_by(scene, TimeStampUnit(own_unit(scene, by=issuing)))


@only("paths", "issuer_unknown")
def stamped_by_a_signer(scene: Scene) -> bytes:
    """A time-stamp is by a signer's own certificate."""
    return stamped_by(scene, TimeStampUnit(scene.registry.seal))


def _unit(about: str, **changes: object) -> Attack:
    return Attack(
        about=f"The certificate of a time-stamp {about}",
        step="paths",
        code="time_stamp_untrusted",
        alone=True,
        forge=lambda scene: stamped_by(scene, unit_of(scene, **changes)),
    )


UNITS = (
    _unit("states no purpose", purposes=()),
    _unit("is not only for that", purposes=(*TIME_STAMPING.purposes, EMAIL_PROTECTION)),
    _unit("is for something else", purposes=(EMAIL_PROTECTION,)),
    _unit("does not insist on its purpose", purposes_critical=False),
)


@only("paths", "time_stamp_untrusted")
def other_policy(scene: Scene) -> bytes:
    """A time-stamp is under a policy that is not trusted."""
    return stamped_by(scene, CarelessUnit(own_unit(scene), "1.3.6.1.4.1.99999.1"))


@only("paths", "time_stamp_untrusted")
def certificates_along(scene: Scene) -> bytes:
    """A time-stamp carries a certificate that has nothing to do with it."""
    unit, other = own_unit(scene), scene.registry.certificate(Service.SEAL)
    return stamped_by(scene, TimeStampUnit(msgspec.structs.replace(unit, chain=(other,))))


@only("paths", "time_stamp_untrusted")
def from_the_future(scene: Scene) -> Case:
    """A time-stamp says that it is of tomorrow."""
    asked = scene.case(scene.good)
    return msgspec.structs.replace(asked, at=scene.when("official") - MINUTE)


@only("paths", "certificate_not_valid")
def unit_expired(scene: Scene) -> bytes:
    """The certificate of a time-stamp had expired."""
    profile = msgspec.structs.replace(TIME_STAMPING, lifetime=2 * MINUTE)
    return stamped_by(scene, CarelessUnit(own_unit(scene, profile)))


@only("paths", "time_not_ordered")
def dated_back(scene: Scene) -> bytes:
    """A signature was stamped before the one that it follows."""
    unit = WrongClock(scene.registry.time_stamps, scene.when("linghai-2") - timedelta(seconds=1))
    return stamped_by(scene, unit)


def _revoked(scene: Scene, reason: Reason, at: datetime) -> Case:
    """Return the good file, for one who knows a day later that the unit was revoked ``at``."""
    unit = scene.registry.certificate(Service.TIME_STAMPING)
    revocation = Revocation(serial=unit.serial, at=at, reason=reason)
    crl = revocation_list(
        authority(scene.registry, Service.ROOT), [revocation], scene.at + DAY, DAY
    )
    trust = msgspec.structs.replace(scene.trust, crls=(crl, scene.trust.crls[1]))
    return scene.case(scene.good, trust)


@only("paths", "time_stamp_untrusted")
def unit_stolen(scene: Scene) -> Case:
    """The key of the time-stamps was stolen later: who has it can date back."""
    return _revoked(scene, "key_compromise", scene.at + DAY)


@only("paths", "certificate_revoked")
def unit_replaced(scene: Scene) -> Case:
    """The unit of the time-stamps had been replaced by another before."""
    return _revoked(scene, "superseded", scene.at)
