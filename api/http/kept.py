"""What one page reads of a deal, or counts: once, so that everything on it is as of one moment.

A page asks several operations about the same deal, or for several figures. While they only read,
the second one is given what the first one was; after a command everything is read anew. Operations
that programs ask for keep nothing: a request there may last for hours, and has to see what happens
meanwhile.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from starlette.requests import Request

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId
from api.http.moments import Moment
from ledger.book import Book
from ledger.recorded import Whole
from ledger.sources import One

_KEPT: Final = "kept"


class Kept:
    """The deals that one page has read, and the moments as of which it has counted.

    ``moments`` are by the edition, and the position or instant that was asked for.
    """

    def __init__(self) -> None:
        self._deals: dict[DealId, Whole[Deal]] = {}
        self.moments: dict[tuple[str, int | None, datetime | None], Moment] = {}

    def deal(self, book: Book, deal: DealId) -> Whole[Deal]:
        """Return a deal, read now if it has not been before.

        Raises:
            LedgerError: as `Book.whole`.
        """
        if deal not in self._deals:
            self._deals[deal] = book.whole(One(DEAL, deal))
        return self._deals[deal]

    def forget(self) -> None:
        """Read everything anew from now on: something was changed."""
        self._deals.clear()
        self.moments.clear()


def keep(request: Request) -> None:
    """Keep what the operations read that are asked in this request."""
    setattr(request.state, _KEPT, Kept())


def kept_in(request: Request) -> Kept:
    """Return what a request has read so far; nothing where it keeps nothing."""
    found: Kept | None = getattr(request.state, _KEPT, None)
    return found or Kept()
