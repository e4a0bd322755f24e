"""The files of an installation, in the data directory; the key-encryption keys may be elsewhere.

::

    identity.json  which log is the registry's, and which office runs it
    ledger.keys    the ledger's keys, each wrapped by ledger.kek
    ledger.kek     the ledger's key-encryption key
    registry/      the registry's keys and certificates, wrapped by registry.kek
    registry.kek   the registry's key-encryption key, unless a setting has it

A fair keeps both ``.kek`` files elsewhere (COUNTERSEAL_KEK_DIRECTORY): whoever has them and the
rest has everything. Without
``DATABASE_URL``, the embedded server of an ordinary user is in there as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from api.authority import IN_FILES, AuthorityKeys
from api.identity import Identity, known_identity, made_identity
from api.refusals import ApiError
from api.settings import Settings
from ledger.keys.file_store import FileKeyStore
from ledger.keys.kek import made_kek, read_kek
from signing.pki.revocation import Revocation
from signing.registry.folder import read_revoked, replace_revoked
from signing.registry.office import Office
from signing.registry.places import KeyPlace
from signing.registry.registry import Registry


class Home:
    """The directories of an installation. What is *founded* is made when it is not there."""

    def __init__(
        self, folder: Path, keks: Path | None = None, authority: AuthorityKeys = IN_FILES
    ) -> None:
        self._folder = folder
        self._keks = folder if keks is None else keks
        self._authority = authority

    @classmethod
    def of(cls, settings: Settings) -> Home:
        """Return the home that ``settings`` name."""
        return cls(settings.data_directory, settings.kek_directory, AuthorityKeys.of(settings))

    def founded_identity(self, founder: Callable[[], Office]) -> Identity:
        """Return whose registry this is; without one, it is that of the office ``founder`` names.

        Raises:
            ApiError: ``folder_unusable``, ``identity_malformed``.
            LedgerError: as the file.
        """
        made_private(self._folder)
        made_private(self._keks)
        return made_identity(self._identity, founder)

    def known_identity(self) -> Identity | None:
        """Return whose registry this is, or None where nothing was founded.

        Raises:
            ApiError: ``folder_unusable``, ``identity_malformed``.
            LedgerError: as the file.
        """
        return known_identity(self._identity)

    def founded_keys(self) -> FileKeyStore:
        """Return the ledger's keys; of no use without the log that they were made for.

        Raises:
            LedgerError: as `FileKeyStore` and its key-encryption key.
        """
        store, kek = self._folder / "ledger.keys", self._keks / "ledger.kek"
        # a new key-encryption key would open nothing of a store that is there, and hide the loss
        return FileKeyStore(store, read_kek(kek) if store.exists() else made_kek(kek))

    def keys(self) -> FileKeyStore:
        """Return the ledger's keys, which must be there.

        Raises:
            ApiError: ``part_missing``.
            LedgerError: as `FileKeyStore` and its key-encryption key.
        """
        store = _existing(self._folder / "ledger.keys")
        return FileKeyStore(store, read_kek(self._keks / "ledger.kek"))

    def founded_authority(self, office: Office, at: datetime) -> Registry:
        """Return the registry's keys; a registry that is not there is founded ``at``.

        Raises:
            ApiError: ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        folder, kek = self._registry, self._keks / "registry.kek"
        made = read_kek if (folder / "pki").exists() else made_kek
        return self._authority.opened(folder, lambda: made(kek), at, office)

    def authority(self, office: Office, at: datetime) -> Registry:
        """Return the registry's keys, which must be there; no database is needed.

        Raises:
            ApiError: ``part_missing``, ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        folder, kek = _existing(self._registry / "pki").parent, self._keks / "registry.kek"
        return self._authority.opened(folder, lambda: read_kek(kek), at, office)

    def place_of_keys(self, office: Office, *, made: bool) -> tuple[Path, KeyPlace]:
        """Return the registry's folder, and where its keys are made and found.

        Raises:
            ApiError: ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        kek, unwrap = self._keks / "registry.kek", made_kek if made else read_kek
        return self._registry, self._authority.place(lambda: unwrap(kek), office)

    def known_revoked(self) -> tuple[Revocation, ...]:
        """Return what was revoked, as the ledger said last; no database is needed.

        Raises:
            SignatureError: ``keystore_unusable``.
        """
        return read_revoked(self._registry)

    def remember_revoked(self, revoked: tuple[Revocation, ...]) -> None:
        """Keep what the ledger says to be revoked.

        Raises:
            SignatureError: ``keystore_unusable``.
        """
        if revoked != self.known_revoked():
            replace_revoked(self._registry, revoked)

    @property
    def _registry(self) -> Path:
        return self._folder / "registry"

    @property
    def _identity(self) -> Path:
        return self._folder / "identity.json"


def made_private(folder: Path) -> Path:
    """Return a folder that only its owner enters, made when absent.

    Raises:
        ApiError: ``folder_unusable``.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise ApiError("folder_unusable", path=str(folder), reason=wrong.strerror) from wrong
    return folder


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ApiError("part_missing", path=str(path))
    return path
