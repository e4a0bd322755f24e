"""What a leader does, round by round: each log a batch further, and views built anew meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from time import monotonic
from uuid import UUID

from psycopg import OperationalError

from ledger.errors import LedgerError
from projections.errors import ProjectionError
from projections.runner.beside import Beside
from projections.runner.live import Head, Live
from projections.runner.pace import Pace
from projections.runner.rebuild import Site, build
from projections.runner.sources import Sources

Trouble = Callable[[Exception], None]
"""Is told what went wrong and will be tried again."""


class Leading:
    """One lead, as long as its session lasts."""

    def __init__(
        self, live: Live, site: Site, pace: Pace, trouble: Trouble, builder: Executor
    ) -> None:
        self._live = live
        self._site = site
        self._pace = pace
        self._trouble = trouble
        self._builder = builder
        self._building: Future[Beside | None] | None = None
        self._overtaken: Mapping[UUID, int] = {}
        """The logs in which the views that are being built go ahead: these wait for them."""
        self._may_overtake = True
        self._over = False
        self._again: dict[UUID | None, float] = {}
        self._careful: dict[UUID, int] = {}
        """Up to where to go by small steps, so as to come as near as can be to what fails."""

    def round(self) -> bool:
        """Take every log further by a batch, and the views being built; return whether any was.

        Raises:
            ProjectionError, LedgerError: ``unavailable``, ``position_moved``: the lead is lost.
            psycopg.OperationalError: the same.
        """
        live = self._live
        live.refresh()
        heads = live.heads()
        live.begin(head.log for head in heads if head.position == 0)
        moved = [self._further(head) for head in heads]
        erased = live.erase()
        built = self._build(heads)
        return any(moved) or erased > 0 or built

    def end(self) -> None:
        """Let whatever is being built be given up."""
        self._over = True

    def _further(self, head: Head) -> bool:
        waits = head.log in self._overtaken
        if head.position >= head.last or waits or not self._may_try(head.log):
            return False
        careful = head.position < self._careful.get(head.log, 0)
        try:
            self._live.further(head, careful=careful)
        except Exception as failed:  # noqa: BLE001 - a fault of one log or view is not the others'
            self._failed(head.log, failed)
            self._live.stuck(head, _code(failed))
            self._careful[head.log] = head.last
            return False
        if self._again.pop(head.log, None) is not None:
            self._live.free([head.log])
        return True

    def _build(self, heads: Sequence[Head]) -> bool:
        """Begin to build what is stale, or all that is too far behind; or put it in place."""
        if self._building is None:
            if self._may_try(None):
                self._begin_to_build(heads)
            return False
        if not self._building.done():
            return False
        building, self._building = self._building, None
        try:
            put_in_place(self._live, self._site, building.result())
        except Exception as failed:  # noqa: BLE001 - the standing views go on
            self._may_overtake = self._may_overtake and not self._overtaken
            self._failed(None, failed)
        finally:
            self._overtaken = {}
        return True

    def _begin_to_build(self, heads: Sequence[Head]) -> None:
        overtaken: Mapping[UUID, int] = {}
        if self._may_overtake:
            overtaken = overtaking(self._live, heads, self._pace)
        views = self._live.all if overtaken else self._live.stale
        if not views:
            return
        self._overtaken = overtaken
        self._building = self._builder.submit(
            build,
            self._site,
            views,
            [head.log for head in heads],
            self._pace,
            self._is_over,
            overtaking=overtaken,
        )

    def _failed(self, what: UUID | None, failed: Exception) -> None:
        """Tell of a failure and try again later, unless the lead itself is lost: raise it then."""
        if isinstance(failed, OperationalError) or _code(failed) in _LOST:
            raise failed
        self._trouble(failed)
        self._again[what] = monotonic() + self._pace.retry_seconds

    def _may_try(self, what: UUID | None) -> bool:
        return self._again.get(what, 0.0) <= monotonic()

    def _is_over(self) -> bool:
        return self._over


_LOST = frozenset({"unavailable", "position_moved"})


def overtaking(live: Live, heads: Sequence[Head], pace: Pace) -> Mapping[UUID, int]:
    """Return the logs that building all views anew brings further than following, from where.

    That is so when half as much is missing as stands, or more: to build takes a third of what it
    takes to follow an event of streams whose states do not all fit in memory.
    """
    stands = sum(head.position for head in heads) if len(live.stale) < len(live.all) else 0
    missing = sum(head.last - head.position for head in heads)
    if missing < max(stands // 2, pace.anew_events):
        return {}
    far = (head for head in heads if head.last - head.position >= pace.far_events)
    return {head.log: head.position for head in far}


def put_in_place(live: Live, site: Site, beside: Beside | None) -> None:
    """Let what was built come as far as what stands, and take its place.

    Raises:
        ProjectionError, LedgerError: as `Beside.catch_up` and `Beside.put_in_place`.
    """
    if beside is not None:
        with Sources(site.opening) as sources:
            beside.catch_up(live, sources)
        beside.put_in_place(live)
        live.erase()


def _code(failed: Exception) -> str:
    if isinstance(failed, ProjectionError | LedgerError):
        return failed.code
    return type(failed).__name__
