"""Three sides, everybody who acts for them, and the powers they act under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Final

from locked_deal import ANDES, LINGHAI
from people import DAY, NOON
from three_sides import WISLA

from aggregates.mandate.events import MandateEvent, MandateRecorded, MandateVerified, Scope
from aggregates.mandate.state import Mandate
from aggregates.mandate.state import evolve as evolve_mandate
from aggregates.vocabulary import Actor, Kind, Money, Party, Role

SIDES: Final[Mapping[str, Party]] = MappingProxyType({p.id: p for p in (LINGHAI, ANDES, WISLA)})
OPENER: Final = LINGHAI.id

LEADS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"linghai": ("lin-yue", "hua-min"), "andes": ("rojas", "salas"), "wisla": ("nowak", "wrona")}
)
"""Who leads for a side, and who may follow."""

SIGNATORIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "linghai": ("wen-hao", "zhao-lei", "qin-su"),
        "andes": ("quispe", "nunez", "vega"),
        "wisla": ("kowal", "lis"),
    }
)
"""Linghai signs by two jointly, Andes by any two of three, Wisla by one."""

APPROVERS: Final[Mapping[str, str]] = MappingProxyType(
    {"linghai": "gu", "andes": "paz", "wisla": "zielinska"}
)

INTERPRETER = Actor(person="ibarra", organisation="lexis", role=Role.INTERPRETER)
WITNESS = Actor(person="tan", organisation="notaries", role=Role.WITNESS)
NOTARY = Actor(person="leal", organisation="chamber", role=Role.NOTARY)
OFFICIAL = Actor(person="he-jing", organisation="bureau", role=Role.OFFICIAL)
ORGANISER = Actor(person="sato", organisation="fair", role=Role.ORGANISER)
REGISTRAR = Actor(person="okafor", organisation="fair", role=Role.REGISTRY)
SYSTEM = Actor(person="system", organisation="", role=Role.SYSTEM)


@dataclass(frozen=True)
class Power:
    """What a person may do for a side: the facts of one mandate."""

    person: str
    side: str
    scope: Scope
    kinds: tuple[Kind, ...]
    joint: int = 1
    limit: Money | None = None

    @property
    def mandate(self) -> str:
        """The id of the mandate."""
        return f"mandate-of-{self.person}"


def actor(side: str, person: str, role: Role = Role.LEAD) -> Actor:
    """Return ``person`` acting for ``side``."""
    return Actor(person=person, organisation=side, role=role)


_LETTER = (Kind.LETTER_OF_INTENT,)
_SIGNED = (Kind.AGREEMENT, Kind.AMENDMENT, Kind.NDA, Kind.TERMINATION)
_LIMITS = MappingProxyType(
    {
        "linghai": Money(amount="500000000", currency="CNY"),
        "andes": Money(amount="500000000", currency="CNY"),
        "wisla": Money(amount="70000000", currency="EUR"),
    }
)
_JOINT = MappingProxyType({"linghai": 2, "andes": 2, "wisla": 1})


def _powers() -> tuple[Power, ...]:
    leads = (Power(p, side, "sign", _LETTER) for side, both in LEADS.items() for p in both)
    signatories = (
        Power(person, side, "sign", _SIGNED, _JOINT[side], _LIMITS[side])
        for side, people in SIGNATORIES.items()
        for person in people
    )
    approvers = (Power(person, side, "approve", _SIGNED) for side, person in APPROVERS.items())
    return (*leads, *signatories, *approvers)


POWERS: Final[Mapping[str, Power]] = MappingProxyType({p.mandate: p for p in _powers()})
"""By the id of the mandate."""


def mandate_events(power: Power) -> tuple[MandateEvent, ...]:
    """Return how the mandate came to be: recorded by its side, verified by an official."""
    recorded = MandateRecorded(
        at=NOON - DAY,
        mandate=power.mandate,
        organisation=power.side,
        person=power.person,
        instruments=tuple(sorted(power.kinds, key=lambda kind: kind.value)),
        limit=power.limit,
        joint=power.joint,
        scope=(power.scope,),
        valid_from=NOON - DAY,
        valid_until=NOON + 60 * DAY,
        evidence_sha256="ab" * 32,
        by=LEADS[power.side][0],
    )
    verified = MandateVerified(at=NOON - DAY, office=OFFICIAL.organisation, by=OFFICIAL.person)
    return recorded, verified


VALID_UNTIL: Final = NOON + 60 * DAY
MANDATES: Final[Mapping[str, Mandate]] = MappingProxyType(
    {key: reduce(evolve_mandate, mandate_events(p), Mandate()) for key, p in POWERS.items()}
)
