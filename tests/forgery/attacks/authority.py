"""Signatures beyond what the signer was empowered to."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from forgery.attack import Attack, only
from forgery.attacks.certificates import signed_by
from forgery.people import Made, made
from forgery.scene import MINUTE, Scene

from aggregates.vocabulary import Money


def _beyond(about: str, code: str, **changes: object) -> Attack:
    """Make an attack in which Andes signs under a mandate with these changes.

    A time is counted from when the agreement was opened.
    """

    def forge(scene: Scene) -> bytes:
        timed = {
            name: scene.at + value if isinstance(value, timedelta) else value
            for name, value in changes.items()
        }
        mandate = msgspec.structs.replace(scene.mandate("andes"), **timed)
        return signed_by(scene, made(scene, "andes", Made(mandate=mandate)))

    return Attack(about=f"A mandate {about}", step="mandates", code=code, alone=True, forge=forge)


BEYOND = (
    _beyond(
        "has a limit of one yuan less",
        "above_limit",
        limit=Money(amount="479999999", currency="CNY"),
    ),
    _beyond(
        "has a limit in a currency without a rate",
        "above_limit",
        limit=Money(amount="480000000", currency="CLP"),
    ),
    _beyond("is for other instruments", "mandate_not_for_instrument", instruments=("nda",)),
    _beyond("ran out the minute before", "mandate_not_then", valid_until=3 * MINUTE),
    _beyond("begins the next minute", "mandate_not_then", valid_from=5 * MINUTE),
    _beyond("is that of another signature", "mandate_used_twice", id="mandate-linghai-1"),
    _beyond("asks for a second signatory", "not_jointly", joint=2),
)


@only("mandates", "mandate_absent")
def without_a_mandate(scene: Scene) -> bytes:
    """A signatory's certificate states no mandate."""
    return signed_by(scene, made(scene, "andes", Made(mandated=False)))


@only("mandates", "mandate_unexpected")
def official_with_a_mandate(scene: Scene) -> bytes:
    """The certificate of an official states a mandate."""
    identity = made(scene, "official", Made(mandate=scene.mandate("andes")))
    return scene.sign(scene.revisions[-2], "official", identity)


@only("mandates", "not_jointly")
def first_mandate_asks_for_more(scene: Scene) -> bytes:
    """Two sign for a company, and the mandate of the first asks for three."""
    pdf = scene.revisions[0]
    mandate = msgspec.structs.replace(scene.mandate("linghai-1"), joint=3)
    pdf = scene.sign(pdf, "linghai-1", made(scene, "linghai-1", Made(mandate=mandate)))
    return scene.from_then_on(pdf, "linghai-1")
