"""Take back that something be erased."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.log.erasing.events import ErasureWithdrawn
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role


class WithdrawErasure(Command, frozen=True, kw_only=True):
    """``erasure`` is the id of the proposal."""

    erasure: str


def withdraw_erasure(log: Log, command: WithdrawErasure) -> Sequence[ErasureWithdrawn]:
    """Anybody of the registry takes a proposal back.

    Raises:
        RuleError: ``role_not_allowed``, ``erasure_not_proposed``; ``erased_already``.
    """
    check_role(command.actor, Role.REGISTRY)
    if command.erasure in log.erasing.proposals:
        by = command.actor.person
        return [ErasureWithdrawn(at=command.at, erasure=command.erasure, by=by)]
    for (subject, identifier), erased in log.erasing.erased.items():
        if erased.erasure == command.erasure:
            raise RuleError("erased_already", subject=subject.value, id=identifier)
    if command.erasure not in log.erasing.used:
        raise RuleError("erasure_not_proposed", erasure=command.erasure)
    return []
