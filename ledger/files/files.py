"""The large files of all streams: begun, written, finished and read under the stream's own key."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import msgspec

from ledger.files.chunks import new_chunks
from ledger.files.notes import Notes
from ledger.files.plain import Plain, plain_of
from ledger.files.store import FileStore, Place
from ledger.files.upload import Announced, Progress, Upload, progress_of
from ledger.keys.store import Key, KeyStore


class Files:
    """Seals and opens what a store keeps. Safe for threads.

    Every method but `discard` raises `LedgerError` ``key_destroyed`` after an erasure.
    """

    def __init__(self, store: FileStore, keys: KeyStore) -> None:
        self._store = store
        self._keys = keys

    def begin(self, place: Place, upload: str, announced: Announced) -> Progress:
        """Begin an upload of a file that has a byte or more.

        Raises:
            LedgerError: ``file_store_failed``.
        """
        key = self._key(place)
        progress = Progress(announced=announced)
        head = new_chunks(key, announced.sha256).head
        journal = Notes(key).seal(upload, msgspec.msgpack.encode(progress))
        self._store.begin(place, upload, head, journal)
        return progress

    def progress(self, place: Place, upload: str) -> Progress:
        """Return how far an upload is.

        Raises:
            LedgerError: ``draft_unknown``, ``file_tampered``, ``file_store_failed``.
        """
        journal = self._store.journal(place, upload)
        return progress_of(Notes(self._key(place)), upload, journal)

    @contextmanager
    def resumed(self, place: Place, upload: str) -> Generator[Upload, None, None]:
        """Give an upload to one writer, where it stands.

        Raises:
            LedgerError: ``draft_unknown``, ``draft_busy``, ``file_tampered``,
                ``file_store_failed``.
        """
        key = self._key(place)
        with self._store.draft(place, upload) as draft:
            yield Upload(draft, key, Notes(key), upload)

    def discard(self, place: Place, upload: str) -> None:
        """Remove an upload; a file that it was finished as stays.

        Raises:
            LedgerError: ``draft_busy``, ``file_store_failed``.
        """
        self._store.discard(place, upload)

    def name_of(self, place: Place, sha256: bytes) -> str:
        """Return what the file of this digest is called where it is stored."""
        return Notes(self._key(place)).name_of(sha256)

    def has(self, place: Place, name: str) -> bool:
        """Return whether there is a finished file of this name. Asks for no key."""
        return name in self._store.names(place)

    def notes(self, place: Place) -> Iterator[bytes]:
        """Yield what was noted of each finished file.

        Raises:
            LedgerError: ``file_tampered``, ``file_store_failed``.
        """
        notes = Notes(self._key(place))
        for name in self._store.names(place):
            yield notes.open(name, self._store.note(place, name))

    def note(self, place: Place, sha256: bytes) -> bytes:
        """Return what was noted of the file of this digest.

        Raises:
            LedgerError: ``file_unknown``, ``file_tampered``, ``file_store_failed``.
        """
        notes = Notes(self._key(place))
        name = notes.name_of(sha256)
        return notes.open(name, self._store.note(place, name))

    @contextmanager
    def opened(self, place: Place, sha256: bytes) -> Generator[Plain, None, None]:
        """Give the file of this digest.

        Raises:
            LedgerError: ``file_unknown``, ``file_tampered``, ``file_store_failed``.
        """
        key = self._key(place)
        with self._store.opened(place, Notes(key).name_of(sha256)) as stored:
            yield plain_of(stored, key, sha256)

    def _key(self, place: Place) -> Key:
        return self._keys.stream_key(place.log_id.bytes, place.stream_id.bytes)
