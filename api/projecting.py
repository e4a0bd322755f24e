"""The read models of this installation: who keeps them up, and how they are."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import msgspec

from aggregates.catalogue import EVENTS
from api import ids
from api.database import projector_login
from api.home import Home
from api.settings import Settings
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from projections.runner.leading import Trouble
from projections.runner.pace import USUAL, Pace
from projections.runner.projector import Projector
from projections.runner.rebuild import Site
from projections.runner.session import Bounds
from projections.views import all_views


class ReadBooks(msgspec.Struct, frozen=True):
    """Opens books as the projector does, who only reads; also in another process."""

    dsn: str
    folder: Path
    keks: Path | None

    def __repr__(self) -> str:
        """Return the folder only: the rest holds a password."""
        return f"ReadBooks(folder={self.folder!r})"

    @contextmanager
    def __call__(self, log: UUID) -> Generator[Book, None, None]:
        """Open the book of a log.

        Raises:
            ApiError: ``part_missing`` where nothing was founded.
            LedgerError: as the keys.
        """
        keys = Home(self.folder, self.keks).keys()
        settings = LogSettings(dsn=self.dsn, log_id=log, readers=2)
        software = f"counterseal/{version('counterseal')}"
        book = Book(settings, Codec(EVENTS), keys, software=software, new_id=ids.new_id)
        try:
            yield book
        finally:
            book.close()


def site_of(settings: Settings, dsn: str) -> Site:
    """Return where the views of this installation are built; ``dsn`` logs in as the projector."""
    return Site(dsn, ReadBooks(dsn, settings.data_directory, settings.kek_directory), Bounds())


@contextmanager
def projecting(
    settings: Settings, pace: Pace = USUAL, trouble: Trouble = lambda _: None
) -> Generator[tuple[Site, Projector], None, None]:
    """Give what keeps up every view, and the site where that is done.

    Raises:
        SettingsError, LedgerError: as `projector_login`.
    """
    with projector_login(settings) as dsn:
        site = site_of(settings, dsn)
        yield site, Projector(site, all_views(), pace=pace, trouble=trouble)
