"""Views that were built beside those that stand, and are put in their place.

They are followed, event by event, to where the standing views are; or they have gone ahead of
these, and bring the tasks of all that lies between. Either way one transaction puts them in place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID

from projections.errors import ProjectionError
from projections.outbox.writing import Ahead
from projections.runner.live import Live
from projections.runner.sources import Sources
from projections.runner.tables import BESIDE, STANDING, Tables, drop_tables, put_in_place
from projections.view import View

_TABLES = "SELECT tables FROM projections.standing WHERE view = %s"
_STANDS = """
INSERT INTO projections.standing (view, version, tables) VALUES (%s, %s, %s)
ON CONFLICT (view) DO UPDATE SET version = excluded.version, tables = excluded.tables,
    built_at = clock_timestamp(), anew = false
"""
_ERASE_AGAIN = "UPDATE projections.erasures SET done_at = NULL WHERE done_at >= %s"
_NOWHERE: Final[Mapping[UUID, Ahead]] = MappingProxyType({})

Indexing: TypeAlias = Callable[[], AbstractContextManager[Iterator[None]]]
"""Begins to make indexes, and gives what to wait for them with."""


@contextmanager
def _all_there() -> Generator[Iterator[None], None, None]:
    yield iter(())


class Beside:
    """Views that are built beside those that stand, and how far they are in each log.

    ``begun`` is when, by the server's clock: what was erased since then may still be in them.
    ``ahead`` are the logs in which they may go ahead of those that stand, being all of them;
    ``indexing`` then makes their indexes, while the server writes the tasks.
    """

    def __init__(
        self,
        views: Sequence[View],
        positions: dict[UUID, int],
        begun: datetime,
        ahead: Mapping[UUID, Ahead] = _NOWHERE,
        indexing: Indexing = _all_there,
    ) -> None:
        self.views = views
        self.positions = positions
        self._begun = begun
        self._ahead = ahead
        self._indexing = indexing

    def catch_up(self, live: Live, sources: Sources) -> None:
        """Follow the logs to where the standing views are, which come at least as far as these.

        Raises:
            ProjectionError, LedgerError: as `Live.step`.
        """
        tables = Tables.of(live.session, BESIDE, self.views)
        for head in live.heads():
            goal, position = head.position, self.positions.get(head.log, 0)
            while goal < position and not self._overtakes(head.log, goal):
                goal = live.step(head.log, goal)
            folding = sources.folding(head.log)
            while batch := folding.batch(position, live.batch_events, goal):
                with live.writing():
                    for view in self.views:
                        tables.write(live.session, view.change(batch))
                position = batch.last
            self.positions[head.log] = position

    def put_in_place(self, live: Live) -> None:
        """Let these views stand from now on, in one transaction, and keep them up.

        Raises:
            ProjectionError: ``not_caught_up`` if they are not where the standing ones are.
        """
        with self._indexing() as indexes, live.writing_all():
            for log, position in live.positions().items():
                if self._overtakes(log, position):
                    live.overtake(log, self._ahead[log])
                elif self.positions.get(log, 0) != position:
                    raise ProjectionError("not_caught_up", log=str(log), position=position)
            live.session.execute(_ERASE_AGAIN, [self._begun])
            deque(indexes, maxlen=0)
            for view in self.views:
                for (tables,) in live.session.execute(_TABLES, [view.NAME]).fetchall():
                    drop_tables(live.session, STANDING, tables)
                put_in_place(live.session, view)
                names = [view.NAME, view.VERSION, list(view.TABLES)]
                live.session.execute(_STANDS, names)
        live.refresh()

    def _overtakes(self, log: UUID, position: int) -> bool:
        """Return whether these go ahead in a log, from where those are that stand."""
        return log in self._ahead and self._ahead[log].after == position
