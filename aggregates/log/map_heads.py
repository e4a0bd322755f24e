"""Say of every stream how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_sha256
from aggregates.errors import RuleError
from aggregates.log.events import LedgerHeadMapped
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role, Sha256


class MapHeads(Command, frozen=True, kw_only=True):
    """``root`` is that of the map of all streams' heads at positions up to ``through_position``."""

    through_position: int
    root: Sha256


def map_heads(log: Log, command: MapHeads) -> Sequence[LedgerHeadMapped]:
    """The system maps the heads further on, never back.

    Raises:
        RuleError: ``role_not_allowed``, ``map_goes_back``, ``sha256_malformed``.
    """
    check_role(command.actor, Role.SYSTEM)
    check_sha256("root", command.root)
    if command.through_position <= log.mapped_through:
        raise RuleError(
            "map_goes_back", through=command.through_position, mapped=log.mapped_through
        )
    return [
        LedgerHeadMapped(
            at=command.at, through_position=command.through_position, root=command.root
        )
    ]
