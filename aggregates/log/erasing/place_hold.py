"""Hold something back from erasure."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.errors import RuleError
from aggregates.log.erasing.events import HoldGround, HoldPlaced, Subject
from aggregates.log.state import Log
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role


class PlaceHold(Command, frozen=True, kw_only=True):
    """The fields are those of `HoldPlaced`."""

    hold: str
    subject: Subject
    id: str
    ground: HoldGround
    reference: str


def place_hold(log: Log, command: PlaceHold) -> Sequence[HoldPlaced]:
    """The registry or an official holds something back that is there still.

    Raises:
        RuleError: ``role_not_allowed``, ``identifier_malformed``, ``id_taken``,
            ``erased_already``.
    """
    check_role(command.actor, Role.REGISTRY, Role.OFFICIAL)
    for field in ("hold", "id", "reference"):
        check_identifier(field, getattr(command, field))
    placed = HoldPlaced(
        at=command.at,
        hold=command.hold,
        subject=command.subject,
        id=command.id,
        ground=command.ground,
        reference=command.reference,
        by=command.actor.person,
    )
    known = log.erasing.holds.get(command.hold)
    if known is not None and says_the_same(placed, known):
        return []
    if command.hold in log.erasing.used:
        raise RuleError("id_taken", id=command.hold)
    if (command.subject, command.id) in log.erasing.erased:
        raise RuleError("erased_already", subject=command.subject.value, id=command.id)
    return [placed]
