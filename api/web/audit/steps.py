"""The events of a deal as steps of a slider: where one stands, what comes before and after."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from api.deals.timeline import Moment


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """The events, the first first; the one of number ``at`` (from 1) is looked at."""

    moments: Sequence[Moment]
    at: int

    @property
    def last(self) -> int:
        """Return the number of the last event: that of how many there are."""
        return len(self.moments)

    @property
    def is_past(self) -> bool:
        """Return whether something has happened since."""
        return self.at < self.last

    @property
    def now(self) -> Moment:
        """Return the event that is looked at."""
        return self.moments[self.at - 1]

    @property
    def before(self) -> int | None:
        """Return the position of the event before, if there is one."""
        return self.moments[self.at - 2].position if self.at > 1 else None

    @property
    def after(self) -> int | None:
        """Return the position of the event after, if there is one."""
        return self.moments[self.at].position if self.is_past else None

    @property
    def happened(self) -> Sequence[Moment]:
        """Return what had happened by then, the latest first."""
        return [*reversed(self.moments[: self.at])]

    def of_number(self, number: int) -> Moment:
        """Return the event of a number, or the nearest that there is."""
        return self.moments[min(max(number, 1), self.last) - 1]


def steps_of(moments: Sequence[Moment], position: int | None) -> Steps:
    """Return the steps as of a position, at the last event up to it; or else at the last of all.

    Before the first event there was nothing to look at: then it is the first.
    """
    if position is None:
        return Steps(moments=moments, at=len(moments))
    at = sum(1 for one in moments if one.position <= position)
    return Steps(moments=moments, at=max(at, 1))
