"""Everything that Counterseal keeps on this machine, opened: ledger, keys, registry.

Under the data directory::

    ledger.keys    the ledger's keys, each wrapped by ledger.kek
    ledger.kek     the ledger's key-encryption key
    registry/      the registry's keys and certificates, wrapped by registry.kek
    registry.kek   the registry's key-encryption key
    identity.json  which log is the registry's, and which office runs it

A fair keeps both ``.kek`` files elsewhere: whoever has them and the rest has everything.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from aggregates.catalogue import EVENTS
from aggregates.registry import REGISTRY
from api import ids
from api.clock import now
from api.database import application_login
from api.identity import Identity, known_identity, made_identity
from api.refusals import ApiError
from api.settings import Settings
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.keys.file_store import FileKeyStore
from ledger.keys.kek import made_kek
from ledger.logs import open_log
from ledger.sources import One
from signing.registry.office import Office
from signing.registry.registry import Registry


class Installation:
    """The books of the registry and of each edition, the keys, and the registry's authority."""

    def __init__(
        self, dsn: str, keys: FileKeyStore, identity: Identity, authority: Registry
    ) -> None:
        self._dsn = dsn
        self._books: dict[UUID, Book] = {}
        self.keys = keys
        self.identity = identity
        self.authority = authority

    @property
    def registry(self) -> Book:
        """The registry's log: organisations, people, the list of editions."""
        return self._book(self.identity.registry_log)

    def edition(self, edition: str) -> Book:
        """Return the log of an edition; it is opened when it is new."""
        return self._book(UUID(edition))

    def editions(self) -> tuple[str, ...]:
        """Return the ids of the editions that are listed, the newest first."""
        listed = self.registry.state(One(REGISTRY, "editions"))
        return tuple(reversed(tuple(listed.editions)))

    def close(self) -> None:
        """Give every connection back."""
        for book in self._books.values():
            book.close()

    def _book(self, log_id: UUID) -> Book:
        if log_id not in self._books:
            open_log(self._dsn, log_id)
            self._books[log_id] = Book(
                LogSettings(dsn=self._dsn, log_id=log_id),
                Codec(EVENTS),
                self.keys,
                software=f"counterseal {version('counterseal')}",
                new_id=ids.new_id,
            )
        return self._books[log_id]


@contextmanager
def installed(
    settings: Settings, founder: Callable[[], Office], at: datetime
) -> Generator[Installation, None, None]:
    """Open the installation, or found it ``at``, run by the office that ``founder`` names.

    Raises:
        LedgerError, SignatureError: as the parts that are opened.
    """
    home = settings.data_directory
    home.mkdir(parents=True, exist_ok=True)
    identity = made_identity(home / "identity.json", founder)
    keys = FileKeyStore(home / "ledger.keys", made_kek(home / "ledger.kek"))
    authority = opened_authority(home, identity.office, at)
    with application_login(settings) as dsn:
        installation = Installation(dsn, keys, identity, authority)
        try:
            yield installation
        finally:
            installation.close()


@contextmanager
def running(settings: Settings) -> Generator[Installation, None, None]:
    """Open the installation that is there.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as the parts that are opened.
    """
    identity = known_identity(settings.data_directory / "identity.json")
    if identity is None:
        raise ApiError("not_installed", path=str(settings.data_directory))
    with installed(settings, lambda: identity.office, now()) as installation:
        yield installation


def opened_authority(home: Path, office: Office, at: datetime) -> Registry:
    """Open the registry's keys under ``home``, or make them ``at``; no database is needed.

    Raises:
        SignatureError, LedgerError: as the parts that are opened.
    """
    return Registry.open(home / "registry", made_kek(home / "registry.kek"), at, office)
