"""The words that events and commands are made of: frozen structs of strings, numbers as strings.

Identifiers are strings here; the ledger gives them their sixteen bytes. A person is named by an
identifier only: whatever identifies them to a reader is `Sealed`.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TypeAlias

import msgspec

DealId: TypeAlias = str
InstrumentId: TypeAlias = str
OrganisationId: TypeAlias = str
PersonId: TypeAlias = str
MandateId: TypeAlias = str
ClauseId: TypeAlias = str
Language: TypeAlias = str
"""A fixed BCP 47 tag: ``en``, ``zh-Hans``."""
Sha256: TypeAlias = str
"""64 lower-case hexadecimal digits."""

SYSTEM: PersonId = "system"
"""The actor of what a scheduler does: nobody, at a moment that is not chosen by a party."""


class Event(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """A fact. Its ``tag`` is written to the ledger and never changes: ``deal.opened.v1``."""

    at: datetime


class Role(Enum):
    """In which quality a person acts in this session."""

    LEAD = "lead"
    NEGOTIATOR = "negotiator"
    LAWYER = "lawyer"
    INTERPRETER = "interpreter"
    APPROVER = "approver"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    NOTARY = "notary"
    OFFICIAL = "official"
    ORGANISER = "organiser"
    REGISTRY = "registry"
    AUDITOR = "auditor"
    SYSTEM = "system"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a person, in a role, for one organisation (an office, for officials)."""

    person: PersonId
    organisation: OrganisationId
    role: Role


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A request, in the imperative. Time, ids, randomness and rates come in with it."""

    actor: Actor
    at: datetime


class Kind(Enum):
    """What an instrument is."""

    LETTER_OF_INTENT = "letter_of_intent"
    NDA = "nda"
    FRAMEWORK_AGREEMENT = "framework_agreement"
    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    TERMINATION = "termination"


class Tier(Enum):
    """How much an instrument binds; figures report the tiers apart."""

    INTENTION = "intention"
    FRAMEWORK = "framework"
    CONTRACT = "contract"


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A principal as the terms name it, copied from its admission; ``country`` is ISO 3166-1."""

    id: OrganisationId
    legal_name: str
    country: str
    registration: str


class Money(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="money",
):
    """An amount: a canonical decimal and an ISO 4217 code."""

    amount: str
    currency: str


class Percentage(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="percentage",
):
    """A share, in per cent: ``24.5``."""

    value: str


class Quantity(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="quantity",
):
    """A number of units: ``30`` ``day``, ``1.2`` ``GW``."""

    value: str
    unit: str


class Day(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="day",
):
    """A calendar day, ISO 8601: ``2027-03-31``."""

    value: str


class Wording(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="wording",
):
    """A short text in each language of the terms: a title, a name."""

    texts: dict[Language, str]


Value: TypeAlias = Money | Percentage | Quantity | Day | Wording
"""A typed value of a clause or an instrument. Numbers never live only in prose."""


class ClauseText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause in one language: its heading, and its paragraphs separated by one LF."""

    title: str
    body: str


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause as a party tables it: typed values, and its text in each *authentic* language."""

    id: ClauseId
    values: dict[str, Value] = {}
    texts: dict[Language, ClauseText]


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an instrument says outside its clauses.

    ``values`` holds ``title`` (a Wording) and, where money is pledged, ``amount`` (Money): mandates
    and figures read only that. ``annexes`` are the digests of the annexes, in their order.
    """

    values: dict[str, Value] = {}
    authentic_languages: tuple[Language, ...]
    governing_law: str
    forum: str
    clause_ids: tuple[ClauseId, ...]
    annexes: tuple[Sha256, ...] = ()


class Deadline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instant, and the IANA zone and the business calendar in which it was set."""

    at: datetime
    zone: str = "UTC"
    calendar: str = ""


class Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    r"""A text under a person's key. Commits to ``salt | text`` and so can be disclosed alone.

    ``kid`` names the key, ``nonce`` is 12 bytes, ``ciphertext`` is AES-256-GCM of ``salt[32] |
    text`` with its tag, ``commitment`` = SHA-256("counterseal/field/v1\0" | salt | text).
    """

    kid: str
    nonce: bytes
    ciphertext: bytes
    commitment: bytes


class SeatRole(Enum):
    """Who signs at a seat."""

    REGISTRY = "registry"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    NOTARY = "notary"
    OFFICIAL = "official"


class Sitter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who may sit in a signatory's seat, and the mandate under which."""

    person: PersonId
    mandate: MandateId = ""


class Seat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place to sign, with its signature field in the PDF.

    ``of`` is the principal (its organisation id), or the office for registry, witness, notary and
    official. ``number`` tells apart the seats of one role and one principal. ``turn`` orders the
    signing: a seat may be signed when every required seat of a lower turn is; seats of one turn
    are signed in any order. One sitter: that person signs; n seats with the same m sitters: n of m.
    """

    field: str
    role: SeatRole
    of: OrganisationId
    number: int
    turn: int
    required: bool = True
    sitters: tuple[Sitter, ...] = ()


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One unit of ``base`` is ``rate`` units of ``quote`` on ``day``, published by ``source``."""

    base: str
    quote: str
    rate: str
    day: str
    source: str
