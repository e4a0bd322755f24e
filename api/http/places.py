"""In which log something is."""

from __future__ import annotations

from threading import Lock

from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.installation import Installation
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One


class Places:
    """The books by edition and by deal. A deal never moves: where it is, is remembered."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._editions: dict[str, Book] = {}
        self._deals: dict[DealId, str] = {}
        self._lock = Lock()

    def edition(self, edition: str) -> Book:
        """Return the log of an edition that is listed; none is opened for one that is not.

        Raises:
            ApiError: ``edition_unlisted``.
        """
        if edition not in self._editions:
            with self._lock:
                for listed in self._installation.editions():
                    self._editions.setdefault(listed, self._installation.edition(listed))
        if edition not in self._editions:
            raise ApiError("edition_unlisted", edition=edition)
        return self._editions[edition]

    def edition_of(self, deal: DealId) -> str:
        """Return the edition in which a deal is.

        Raises:
            ApiError: ``deal_unknown``.
        """
        if deal not in self._deals:
            for edition in self._installation.editions():
                if _is_deal(self.edition(edition), deal):
                    self._deals[deal] = edition
                    break
            else:
                raise ApiError("deal_unknown", deal=deal)
        return self._deals[deal]

    def deal(self, deal: DealId) -> Book:
        """Return the log of the edition in which a deal is.

        Raises:
            ApiError: ``deal_unknown``.
        """
        return self.edition(self.edition_of(deal))


def _is_deal(book: Book, deal: DealId) -> bool:
    try:
        return bool(book.state(One(DEAL, deal)).id)
    except LedgerError as wrong:
        if wrong.code in {"event_foreign", "key_destroyed"}:  # the id of something else, or erased
            return wrong.code == "key_destroyed"
        raise
