"""Let a hold stand no longer."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.errors import RuleError
from aggregates.log.erasing.events import HoldReleased
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role


class ReleaseHold(Command, frozen=True, kw_only=True):
    """``reference`` is the number of the file that says why it is released."""

    hold: str
    reference: str


def release_hold(log: Log, command: ReleaseHold) -> Sequence[HoldReleased]:
    """The registry releases a hold, whoever placed it.

    Nothing is erased by that: an erasure takes two people more.

    Raises:
        RuleError: ``role_not_allowed``, ``hold_unknown``, ``identifier_malformed``.
    """
    check_role(command.actor, Role.REGISTRY)
    check_identifier("reference", command.reference)
    if command.hold not in log.erasing.used:
        raise RuleError("hold_unknown", hold=command.hold)
    if command.hold not in log.erasing.holds:
        return []
    by = command.actor.person
    return [HoldReleased(at=command.at, hold=command.hold, reference=command.reference, by=by)]
