"""Everything that Counterseal keeps on this machine, opened: ledger, keys, registry."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from threading import Lock
from urllib.parse import urlsplit
from uuid import UUID

from aggregates.catalogue import EVENTS
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.registry import REGISTRY
from aggregates.vocabulary import DealId
from api import ids
from api.clock import now
from api.database import application_login
from api.home import Home
from api.identity import Identity
from api.refusals import ApiError
from api.settings import Settings
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.erasing import destroy_what_was_erased
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.sources import One
from signing.registry.office import Office
from signing.registry.registry import Registry

EDITIONS = "editions"
"""The key of the one stream that lists editions, in the registry's log."""


class Installation:
    """The books of the registry and of each edition, the keys, and the registry's authority."""

    def __init__(
        self,
        dsn: str,
        keys: FileKeyStore,
        identity: Identity,
        authority: Registry,
        codes_at: str = "",
    ) -> None:
        self._dsn = dsn
        self._books: dict[UUID, Book] = {}
        self._opening = Lock()
        self.keys = keys
        self.identity = identity
        self.authority = authority
        self.codes_at = codes_at

    @property
    def registry(self) -> Book:
        """The registry's log: organisations, people, the list of editions."""
        return self._book(self.identity.registry_log)

    def edition(self, edition: str) -> Book:
        """Return the log of an edition; it is opened when it is new."""
        return self._book(UUID(edition))

    def editions(self) -> tuple[str, ...]:
        """Return the ids of the editions that are listed, the newest first."""
        listed = self.registry.state(One(REGISTRY, EDITIONS))
        return tuple(reversed(tuple(listed.editions)))

    def book_of(self, deal: DealId) -> Book:
        """Return the log of the edition in which a deal is, or was before it was erased.

        Raises:
            ApiError: ``deal_unknown``.
        """
        for edition in self.editions():
            book = self.edition(edition)
            if _has_deal(book, deal):
                return book
        raise ApiError("deal_unknown", deal=deal)

    def close(self) -> None:
        """Give every connection back."""
        for book in self._books.values():
            book.close()

    def _book(self, log_id: UUID) -> Book:
        if log_id not in self._books:
            with self._opening:  # one book a log, however many threads ask for it at once
                if log_id not in self._books:
                    self._books[log_id] = self._opened(log_id)
        return self._books[log_id]

    def _opened(self, log_id: UUID) -> Book:
        open_log(self._dsn, log_id)
        return Book(
            LogSettings(dsn=self._dsn, log_id=log_id),
            Codec(EVENTS),
            self.keys,
            software=f"counterseal {version('counterseal')}",
            new_id=ids.new_id,
        )


def _has_deal(book: Book, deal: DealId) -> bool:
    try:
        found: Deal = book.state(One(DEAL, deal))
    except LedgerError as wrong:
        if wrong.code == "key_destroyed":
            return True
        raise
    return bool(found.id)


def printed_address(public_url: str) -> str:
    """Return what page codes are put behind on paper to come to their page.

    Empty where the fair's pages are on this machine alone: what is printed leads there for ever.
    """
    place = urlsplit(public_url)
    host = place.hostname or ""
    here = host in {"", "localhost", "::1"} or host.startswith("127.")
    return "" if here else f"{place.scheme}://{place.netloc}/verify/"


@contextmanager
def installed(
    settings: Settings, founder: Callable[[], Office], at: datetime
) -> Generator[Installation, None, None]:
    """Open the installation, or found it ``at``, run by the office that ``founder`` names.

    Raises:
        ApiError, LedgerError, SignatureError: as the parts that are opened.
    """
    home = Home.of(settings)
    identity = home.founded_identity(founder)
    keys, authority = home.founded_keys(), home.founded_authority(identity.office, at)
    with _opened(settings, keys, identity, authority) as installation:
        yield installation


@contextmanager
def running(settings: Settings) -> Generator[Installation, None, None]:
    """Open the installation that is there; nothing is founded.

    Raises:
        ApiError: ``not_installed``, ``part_missing``, ``folder_unusable``.
        LedgerError, SignatureError: as the parts that are opened.
    """
    home = Home.of(settings)
    identity = home.known_identity()
    if identity is None:
        raise ApiError("not_installed", path=str(settings.data_directory))
    keys, authority = home.keys(), home.authority(identity.office, now())
    with _opened(settings, keys, identity, authority) as installation:
        yield installation


@contextmanager
def _opened(
    settings: Settings, keys: FileKeyStore, identity: Identity, authority: Registry
) -> Generator[Installation, None, None]:
    with application_login(settings) as dsn:
        destroy_what_was_erased(dsn, keys)
        installation = Installation(
            dsn, keys, identity, authority, codes_at=printed_address(settings.public_url)
        )
        try:
            yield installation
        finally:
            installation.close()
