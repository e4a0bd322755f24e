"""What a log keeps for how long, what is held, and what was erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

import msgspec

from aggregates.log.erasing.events import (
    Erasure,
    ErasureProposed,
    HoldPlaced,
    RetentionSet,
    Subject,
)

NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class Erasing(msgspec.Struct, frozen=True, kw_only=True):
    """Holds and proposals by their ids, those that stand; ``used`` are all ids that ever were.

    ``erased`` has each erasure by what it erased, see `evolve.erased_by`.
    """

    retention: RetentionSet | None = None
    holds: Mapping[str, HoldPlaced] = NOTHING
    proposals: Mapping[str, ErasureProposed] = NOTHING
    erased: Mapping[tuple[Subject, str], Erasure] = NOTHING
    used: frozenset[str] = frozenset()

    def holds_on(self, subject: Subject, identifier: str) -> tuple[str, ...]:
        """Return the ids of the holds that stand on something, sorted."""
        held = (h.hold for h in self.holds.values() if (h.subject, h.id) == (subject, identifier))
        return tuple(sorted(held))

    def proposal_for(self, subject: Subject, identifier: str) -> ErasureProposed | None:
        """Return the open proposal to erase something, if there is one."""
        for proposal in self.proposals.values():
            if (proposal.subject, proposal.id) == (subject, identifier):
                return proposal
        return None


def failed_until(retention: RetentionSet, ended_at: datetime, reopening_days: int) -> datetime:
    """Return until when a deal that failed at ``ended_at`` is kept.

    Never for a shorter time than it can still be taken up again.
    """
    return ended_at + timedelta(days=max(retention.failed_days, reopening_days))


def executed_until(retention: RetentionSet) -> datetime:
    """Return until when executed documents are kept."""
    return datetime.combine(date.fromisoformat(retention.executed_until), time.min, UTC)
