"""Say for how long deals that failed are kept, and until when executed documents are."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_count, check_day, check_identifier
from aggregates.log.erasing.events import RetentionSet
from aggregates.log.state import Log
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role


class SetRetention(Command, frozen=True, kw_only=True):
    """The fields are those of `RetentionSet`."""

    failed_days: int
    executed_until: str
    reference: str


def set_retention(log: Log, command: SetRetention) -> Sequence[RetentionSet]:
    """The registry says how long. What it says last counts, also for what has failed before.

    Raises:
        RuleError: ``role_not_allowed``, ``count_too_small``, ``day_malformed``,
            ``identifier_malformed``.
    """
    check_role(command.actor, Role.REGISTRY)
    check_count("failed_days", command.failed_days)
    check_day("executed_until", command.executed_until)
    check_identifier("reference", command.reference)
    said = RetentionSet(
        at=command.at,
        failed_days=command.failed_days,
        executed_until=command.executed_until,
        reference=command.reference,
        by=command.actor.person,
    )
    before = log.erasing.retention
    return [] if before is not None and says_the_same(said, before) else [said]
