"""What a keyring is after its events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from aggregates.errors import RuleError
from aggregates.keyring.events import KeyCertified, KeyOffered, KeyringEvent, KeyWithdrawn
from aggregates.vocabulary import MandateId, OrganisationId, PersonId, Sha256

_NONE: Final[Mapping[str, KeyOffered]] = MappingProxyType({})
_UNCERTIFIED: Final[Mapping[str, KeyCertified]] = MappingProxyType({})


class OwnKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key of one person: for which mandates it was offered, and is certified."""

    person: PersonId
    offered: Mapping[MandateId, KeyOffered] = _NONE
    certified: Mapping[MandateId, KeyCertified] = _UNCERTIFIED
    withdrawn: KeyWithdrawn | None = None


_NO_KEYS: Final[Mapping[str, OwnKey]] = MappingProxyType({})


class Keyring(msgspec.Struct, frozen=True, kw_only=True):
    """The own keys of an organisation's people, by the SHA-256 of their public halves."""

    keys: Mapping[Sha256, OwnKey] = _NO_KEYS

    def require_certified(
        self, key: Sha256, person: PersonId, mandate: MandateId, at: datetime
    ) -> KeyCertified:
        """Return by what ``person`` may sign with ``key`` under ``mandate``, now.

        Raises:
            RuleError: ``key_not_certified``, also for the key of somebody else; ``key_withdrawn``;
                ``key_certificate_over`` with the instant.
        """
        own = self.keys.get(key)
        if own is None or own.person != person or mandate not in own.certified:
            raise RuleError("key_not_certified", key=key, mandate=mandate)
        if own.withdrawn is not None:
            raise RuleError("key_withdrawn", key=key)
        certified = own.certified[mandate]
        if at >= certified.valid_until:
            raise RuleError("key_certificate_over", key=key, valid_until=certified.valid_until)
        return certified


def keyring_of(organisation: OrganisationId) -> str:
    """Return the key of the stream of an organisation's keyring: it has others under its own id."""
    return f"keyring-{organisation}"


def evolve(keyring: Keyring, event: KeyringEvent) -> Keyring:
    """Return the keyring after ``event``. Never refuses: it has happened."""
    match event:
        case KeyOffered():
            own = keyring.keys.get(event.key, OwnKey(person=event.by))
            return _with(keyring, event.key, _offered(own, event))
        case KeyCertified():
            own = keyring.keys[event.key]
            certified = MappingProxyType({**own.certified, event.mandate: event})
            return _with(keyring, event.key, replace(own, certified=certified))
        case KeyWithdrawn():
            own = replace(keyring.keys[event.key], withdrawn=event)
            return _with(keyring, event.key, own)
        case _:
            assert_never(event)


def _offered(own: OwnKey, event: KeyOffered) -> OwnKey:
    return replace(own, offered=MappingProxyType({**own.offered, event.mandate: event}))


def _with(keyring: Keyring, key: Sha256, own: OwnKey) -> Keyring:
    return replace(keyring, keys=MappingProxyType({**keyring.keys, key: own}))
