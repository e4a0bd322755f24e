"""Withdraw a key: it is lost, known to others, replaced, or its owner has left."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.keyring.events import Ground, KeyWithdrawn
from aggregates.keyring.state import Keyring
from aggregates.vocabulary import Command, OrganisationId, Role, Sha256


class WithdrawKey(Command, frozen=True, kw_only=True):
    """From now on nothing is signed with ``key``, under no mandate."""

    organisation: OrganisationId
    key: Sha256
    ground: Ground


def withdraw_key(keyring: Keyring, command: WithdrawKey) -> Sequence[KeyWithdrawn]:
    """Its owner, the organisation or an office withdraws it, and nobody takes it back.

    Raises:
        RuleError: ``role_not_allowed``, ``unknown_key``.
    """
    if command.actor.organisation != command.organisation:
        check_role(command.actor, Role.OFFICIAL, Role.REGISTRY)
    own = keyring.keys.get(command.key)
    if own is None:
        raise RuleError("unknown_key", key=command.key)
    if own.withdrawn is not None:
        return []
    return [
        KeyWithdrawn(at=command.at, key=command.key, ground=command.ground, by=command.actor.person)
    ]
