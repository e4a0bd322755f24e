"""Take back that a key of the registry be replaced."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.log.certificates.events import KeyRotationWithdrawn
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role


class WithdrawKeyRotation(Command, frozen=True, kw_only=True):
    """``rotation`` is the id of the proposal."""

    rotation: str


def withdraw_key_rotation(log: Log, command: WithdrawKeyRotation) -> Sequence[KeyRotationWithdrawn]:
    """Anybody of the registry takes a proposal back.

    Raises:
        RuleError: ``role_not_allowed``, ``rotation_not_proposed``, ``rotated_already``.
    """
    check_role(command.actor, Role.REGISTRY)
    if command.rotation in log.certificates.proposals:
        by = command.actor.person
        return [KeyRotationWithdrawn(at=command.at, rotation=command.rotation, by=by)]
    if command.rotation in log.certificates.rotated:
        raise RuleError("rotated_already", rotation=command.rotation)
    if command.rotation not in log.certificates.used:
        raise RuleError("rotation_not_proposed", rotation=command.rotation)
    return []
