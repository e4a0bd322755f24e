"""What somebody is told who asks what is kept of a person. It is shown to nobody but them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.log.erasing.events import ErasureGround
from aggregates.person.events import DisplayOrder
from aggregates.vocabulary import (
    DealId,
    Kind,
    MandateId,
    Money,
    OrganisationId,
    PersonId,
    Role,
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what is told."""


class GoneForEver(Told, frozen=True):
    """That a person was erased: when, why, and the number of the file in the office."""

    at: datetime
    ground: ErasureGround
    reference: str


class AddressKept(Told, frozen=True):
    """An e-mail address, and since when the person was written to there."""

    email: str
    since: datetime


class Particulars(Told, frozen=True):
    """Names and addresses, the newest of these last. They stay until the person is erased."""

    native_name: str
    latin_name: str
    display_order: DisplayOrder
    phone: str
    addresses: tuple[AddressKept, ...]


class PostKept(Told, frozen=True):
    """The roles in which a person acts for an organisation."""

    organisation: OrganisationId
    name: str
    roles: tuple[Role, ...]


class MandateKept(Told, frozen=True):
    """What a person may bind an organisation to, in an edition; without ``limit``, any amount."""

    edition: str
    mandate: MandateId
    organisation: OrganisationId
    name: str
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None


class DeviceKept(Told, frozen=True):
    """A passkey, or the key of a program, as the person called it; or whose account elsewhere."""

    label: str
    created_at: datetime
    used_at: datetime | None


class AccountKept(Told, frozen=True):
    """How the person signs in; no secret of it, since nobody has those but the person."""

    created_at: datetime
    language: str
    has_password: bool
    has_app: bool
    recovery_codes_left: int
    passkeys: tuple[DeviceKept, ...]
    programs: tuple[DeviceKept, ...]
    elsewhere: tuple[DeviceKept, ...]


class SecurityKept(Told, frozen=True):
    """Something that concerned the person's security, and who did it."""

    at: datetime
    what: str
    by: PersonId
    facts: dict[str, str]


class Happening(Told, frozen=True):
    """Something that was recorded of the person in the registry's log, by its type."""

    position: int
    at: datetime
    type: str


class Deed(Told, frozen=True):
    """Something that the person did, where the ledger says so for ever.

    ``log`` is an edition, or ``registry``; ``deal`` is empty where it was in none. ``sentence``
    tells it to who may read it today; it is missing for others, and where it was ``erased``.
    """

    log: str
    position: int
    at: datetime
    type: str
    deal: DealId
    organisation: OrganisationId
    sentence: str | None
    erased: bool


class PersonalData(Told, frozen=True):
    """What is kept of a person.

    Without ``particulars`` and ``account`` they were ``erased``; without ``account`` alone they
    never had one. ``registered`` is what was recorded of them in the registry, whoever did it. Of
    ``deeds`` there are the newest; ``deeds_left_out`` says whether there are older ones.
    """

    person: PersonId
    made_at: datetime
    erased: GoneForEver | None
    particulars: Particulars | None
    posts: tuple[PostKept, ...]
    mandates: tuple[MandateKept, ...]
    registered: tuple[Happening, ...]
    account: AccountKept | None
    security: tuple[SecurityKept, ...]
    deeds: tuple[Deed, ...]
    deeds_left_out: bool
