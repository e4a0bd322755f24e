"""Confirm a key that a person of one's organisation offered: the registry certifies it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aggregates.aggregate import EventsByStream
from aggregates.authority import check_role
from aggregates.checks import check_instant, check_sha256
from aggregates.errors import RuleError
from aggregates.keyring.events import KeyCertified
from aggregates.keyring.standing import require_signs
from aggregates.keyring.state import Keyring, OwnKey, keyring_of
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, MandateId, OrganisationId, Role, Sha256


class CertifyKey(Command, frozen=True, kw_only=True):
    """``key`` is certified for ``mandate`` by this certificate, until its last instant."""

    organisation: OrganisationId
    key: Sha256
    mandate: MandateId
    certificate_sha256: Sha256
    serial: str
    valid_until: datetime


def certify_key(keyring: Keyring, mandate: Mandate, command: CertifyKey) -> EventsByStream:
    """Somebody else of the organisation confirms; an office does where it has nobody yet.

    Whether it has somebody is known outside: it is kept who looks after its people's accounts.
    A certificate that still counts is not made anew.

    Raises:
        RuleError: ``role_not_allowed``, ``key_not_offered``, ``four_eyes``, ``key_withdrawn``,
            ``sha256_malformed``, ``instant_not_utc``, and as `require_signs`.
    """
    actor = command.actor
    if actor.organisation != command.organisation:
        check_role(actor, Role.OFFICIAL, Role.REGISTRY)
    own = _require_offered(keyring, command)
    if actor.person == own.person:
        raise RuleError("four_eyes", person=actor.person)
    if own.withdrawn is not None:
        raise RuleError("key_withdrawn", key=command.key)
    require_signs(mandate, command.mandate, command.organisation, own.person, command.at)
    return {keyring_of(command.organisation): _certified(own, command)}


def _certified(own: OwnKey, command: CertifyKey) -> Sequence[KeyCertified]:
    check_sha256("certificate_sha256", command.certificate_sha256)
    check_instant("valid_until", command.valid_until)
    before = own.certified.get(command.mandate)
    if before is not None and command.at < before.valid_until:
        return []
    return [
        KeyCertified(
            at=command.at,
            key=command.key,
            mandate=command.mandate,
            certificate_sha256=command.certificate_sha256,
            serial=command.serial,
            valid_until=command.valid_until,
            by=command.actor.person,
        )
    ]


def _require_offered(keyring: Keyring, command: CertifyKey) -> OwnKey:
    own = keyring.keys.get(command.key)
    if own is None or command.mandate not in own.offered:
        raise RuleError("key_not_offered", key=command.key, mandate=command.mandate)
    return own
