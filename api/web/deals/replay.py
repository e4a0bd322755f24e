"""The way back through a deal: its moments in order, and the one that a page is shown as of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from api.deals.timeline import Moment
from api.errors import CODED_ERRORS
from api.web.deals.reading import timeline_of
from api.web.visit import Visit


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """Where on its way a deal is shown: the ``step``-th of all ``moments``, the first first."""

    moments: tuple[Moment, ...]
    step: int

    @property
    def steps(self) -> int:
        """Return how many there are."""
        return len(self.moments)

    @property
    def shown(self) -> Sequence[Moment]:
        """Return what had happened by then, the latest first."""
        return self.moments[: self.step][::-1]

    @property
    def earlier(self) -> int:
        """Return the position one step back; 0 where there is none."""
        return self.moments[self.step - 2].position if self.step > 1 else 0

    @property
    def later(self) -> int:
        """Return the position one step on; 0 where that is now."""
        return self.moments[self.step].position if self.step < self.steps - 1 else 0

    def position(self, step: str) -> int:
        """Return the position of a step as a form names it; 0 for the last, which is now."""
        wanted = int(step) if step.isdecimal() and len(step) < 6 else 0
        return self.moments[wanted - 1].position if 0 < wanted < self.steps else 0


async def replay_of(visit: Visit, at: int, told: int | None = None) -> Replay:
    """Return the way of the deal in the address; without moments where its timeline is not shown.

    Of what had happened by then the latest ``told`` have sentences; all, if that is left out.

    Raises:
        CodedError: as ``read_timeline``.
    """
    sentences = {} if told is None else {"told": told}
    try:
        then = await _moments(visit, {**sentences, **({"at": at} if at else {})})
        later = await _moments(visit, {"told": 0}) if at else ()
    except CODED_ERRORS as wrong:
        if wrong.code != "not_permitted":
            raise
        then, later = (), ()
    return Replay(moments=(*then, *later[len(then) :]), step=len(then))


async def _moments(visit: Visit, query: Mapping[str, object]) -> tuple[Moment, ...]:
    return tuple(await timeline_of(visit, visit.path["deal"], query))[::-1]
