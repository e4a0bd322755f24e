"""Everybody's own key, which is certified for the mandate under which they sign."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from bdd import after
from people import DAY, NOON

from aggregates.keyring import KEYRING
from aggregates.keyring.events import KeyCertified, KeyOffered
from aggregates.keyring.state import Keyring
from aggregates.vocabulary import Actor, MandateId

CERTIFICATE: Final = "ce" * 32
LONG: Final = timedelta(days=20_000)


def key_of(person: str) -> str:
    """Return the name of somebody's own key."""
    return hashlib.sha256(f"key of {person}".encode()).hexdigest()


def keyring_of(actor: Actor, mandate: MandateId) -> Keyring:
    """Return the keyring of the actor's organisation, with their key in it."""
    key = key_of(actor.person)
    offered = KeyOffered(
        at=NOON - DAY,
        key=key,
        organisation=actor.organisation,
        mandate=mandate,
        proof_sha256="2b" * 32,
        by=actor.person,
    )
    certified = KeyCertified(
        at=NOON - DAY,
        key=key,
        mandate=mandate,
        certificate_sha256=CERTIFICATE,
        serial="1",
        valid_until=NOON + LONG,
        by="administrator",
    )
    return after(KEYRING, offered, certified)
