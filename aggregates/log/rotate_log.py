"""Let a log go on under another origin."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_name
from aggregates.errors import RuleError
from aggregates.log.events import LogRotated
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role


class RotateLog(Command, frozen=True, kw_only=True):
    """``old_checkpoint`` is the last signed note that is known of ``old_origin``, whole.

    ``restored_size`` is how many positions the log has now.
    """

    old_origin: str
    old_checkpoint: str
    new_origin: str
    restored_size: int
    reason: str


def rotate_log(log: Log, command: RotateLog) -> Sequence[LogRotated]:
    """The system rotates, on the operator's word; an origin is used once.

    Raises:
        RuleError: ``role_not_allowed``, ``origin_not_current``, ``origin_used``, and the codes of
            `check_name`.
    """
    check_role(command.actor, Role.SYSTEM)
    check_name("reason", command.reason)
    if log.origins and log.origins[-1] != command.old_origin:
        raise RuleError("origin_not_current", origin=command.old_origin, current=log.origins[-1])
    if command.new_origin in {*log.origins, command.old_origin}:
        raise RuleError("origin_used", origin=command.new_origin)
    return [
        LogRotated(
            at=command.at,
            old_origin=command.old_origin,
            old_checkpoint=command.old_checkpoint,
            new_origin=command.new_origin,
            restored_size=command.restored_size,
            reason=command.reason,
        )
    ]
