"""A process that keeps the views up: it leads, or stands by until the leader's session ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event
from typing import Final
from uuid import UUID

from psycopg import OperationalError

from ledger.errors import LedgerError
from ledger.recorder import CHANNEL
from projections.errors import ProjectionError
from projections.runner.leading import Leading, Trouble, overtaking, put_in_place
from projections.runner.live import Head, Live, everything
from projections.runner.pace import USUAL, Pace
from projections.runner.rebuild import Site, build, clear_away, retire
from projections.runner.session import lead, opened
from projections.runner.sources import Sources
from projections.view import View

_LISTEN: Final = f"LISTEN {CHANNEL}"


class Projector:
    """Keeps the views up, as long as it is the one that leads."""

    def __init__(
        self,
        site: Site,
        views: Sequence[View],
        *,
        pace: Pace = USUAL,
        follows: Callable[[UUID], bool] = everything,
        trouble: Trouble = lambda _: None,
    ) -> None:
        """Take what to keep up; ``trouble`` is told what went wrong before it is tried again."""
        self._site = site
        self._views = views
        self._pace = pace
        self._follows = follows
        self._trouble = trouble
        self.leads = Event()
        """Set while this process leads."""

    def follow(self, stop: Event) -> None:
        """Lead or stand by until ``stop`` is set. Comes back within moments, nothing half done.

        A server that is out of reach, or hangs, is tried again and again.
        """
        while not stop.is_set():
            try:
                with ExitStack() as stack:
                    self._take_part(stack, stop)
            except (ProjectionError, LedgerError, OperationalError) as failed:
                self._trouble(failed)
                stop.wait(self._pace.retry_seconds)
            finally:
                self.leads.clear()

    def catch_up(self) -> bool:
        """Bring the views to where the logs are now; False if another process leads.

        Raises:
            ProjectionError, LedgerError: whatever keeps a log or a view from going on.
        """
        with ExitStack() as stack:
            live = self.led(stack)
            if live is None:
                return False
            heads = live.heads()
            overtaken = overtaking(live, heads, self._pace)
            if views := live.all if overtaken else live.stale:
                logs = [head.log for head in heads]
                beside = build(self._site, views, logs, self._pace, overtaking=overtaken)
                put_in_place(live, self._site, beside)
            for head in live.heads():
                position = head.position
                while position < head.last:
                    position = live.further(Head(head.log, head.last, position))
            live.erase()
            return True

    def led(self, stack: ExitStack) -> Live | None:
        """Return what to keep up, if this process can lead: it does, as long as ``stack`` lasts.

        Raises:
            ProjectionError: ``unavailable``.
        """
        session = stack.enter_context(opened(self._site.dsn, self._site.bounds))
        if not lead(session, self._site.bounds):
            return None
        sources = stack.enter_context(Sources(self._site.opening))
        live = Live(
            session,
            sources,
            self._views,
            self._site.bounds,
            follows=self._follows,
            pace=self._pace,
        )
        heads = live.heads()
        live.begin(head.log for head in heads)
        live.free(head.log for head in heads)
        retire(live)
        clear_away(live)
        return live

    def _take_part(self, stack: ExitStack, stop: Event) -> None:
        live = self.led(stack)
        if live is None:
            stop.wait(self._pace.standby_seconds)
            return
        self.leads.set()
        live.session.execute(_LISTEN)
        builder = stack.enter_context(ThreadPoolExecutor(1, "projections-builder"))
        leading = Leading(live, self._site, self._pace, self._trouble, builder)
        stack.callback(leading.end)  # before the builder is waited for
        stack.callback(self.leads.clear)
        while not stop.is_set():
            if not leading.round():
                live.listen(self._pace.poll_seconds)
