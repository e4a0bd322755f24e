"""One upload under way: what comes is sealed record by record, and counts when it is synced.

The journal says how many records count and holds, sealed, what does not fill one yet: whatever was
written behind it by a process that died is written over.
"""

from __future__ import annotations

from typing import Final

import msgspec

from ledger.errors import LedgerError
from ledger.files.chunks import CHUNK_BYTES, HEAD_BYTES, RECORD_BYTES, Chunks, count, known_chunks
from ledger.files.notes import Notes
from ledger.files.plain import Plain
from ledger.files.store import Draft
from ledger.keys.store import Key

SYNC_BYTES: Final = 8 * 1024 * 1024
"""After so many bytes an upload is synced by itself: no more is sent twice after a crash."""


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a file before it comes; ``about`` is for whoever began it."""

    sha256: bytes
    length: int
    about: bytes


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is: so many whole records, and what comes after them."""

    announced: Announced
    records: int = 0
    tail: bytes = b""

    @property
    def offset(self) -> int:
        """How many bytes are kept."""
        return self.records * CHUNK_BYTES + len(self.tail)

    @property
    def whole(self) -> bool:
        """Whether every byte is there."""
        return self.offset == self.announced.length


class Upload:
    """An upload that one process writes."""

    def __init__(self, draft: Draft, key: Key, notes: Notes, name: str) -> None:
        """``notes`` seal the journal of the upload ``name``."""
        self._draft = draft
        self._notes = notes
        self._name = name
        self._progress = progress_of(notes, name, draft.journal)
        sha256 = self._progress.announced.sha256
        self._chunks: Chunks = known_chunks(key, sha256, draft.read(0, HEAD_BYTES))
        self._pending = bytearray(self._progress.tail)
        self._records = self._progress.records
        self._last = count(self._progress.announced.length) - 1

    @property
    def announced(self) -> Announced:
        """What was said of the file."""
        return self._progress.announced

    @property
    def offset(self) -> int:
        """How many bytes have come, kept or not."""
        return self._records * CHUNK_BYTES + len(self._pending)

    def append(self, content: bytes) -> None:
        """Take what comes next. It may be lost until it is synced.

        Raises:
            LedgerError: ``upload_too_long`` if it is more than was announced.
        """
        if self.offset + len(content) > self.announced.length:
            raise LedgerError("upload_too_long", length=self.announced.length)
        self._pending += content
        sealed, first = bytearray(), self._records
        while len(self._pending) >= CHUNK_BYTES and self._records < self._last:
            plain = bytes(self._pending[:CHUNK_BYTES])
            del self._pending[:CHUNK_BYTES]
            sealed += self._chunks.seal(self._records, plain, last=False)
            self._records += 1
        if sealed:
            self._draft.write(HEAD_BYTES + first * RECORD_BYTES, bytes(sealed))
        if self.offset - self._progress.offset >= SYNC_BYTES:
            self.sync()

    def sync(self) -> None:
        """Keep what has come: when this returns, it is never asked for again."""
        self._progress = msgspec.structs.replace(
            self._progress, records=self._records, tail=bytes(self._pending)
        )
        journal = msgspec.msgpack.encode(self._progress)
        self._draft.sync(self._notes.seal(self._name, journal))

    def completed(self) -> Plain:
        """Seal the last record, and return what the file says. The draft stays a draft.

        Raises:
            LedgerError: ``upload_incomplete``; ``file_tampered``.
        """
        self.sync()
        if not self._progress.whole:
            expected = self.announced.length
            raise LedgerError("upload_incomplete", offset=self.offset, length=expected)
        record = self._chunks.seal(self._last, self._progress.tail, last=True)
        self._draft.write(HEAD_BYTES + self._last * RECORD_BYTES, record)
        return Plain(self._draft, self._chunks, self.announced.length)

    def finish(self, note: bytes) -> bool:
        """Let a completed upload be the file that it is; False if there was one already.

        Whatever it says MUST have been compared with what was announced: see `completed`.
        """
        sha256 = self.announced.sha256
        name = self._notes.name_of(sha256)
        return self._draft.finish(name, self._notes.seal(name, note))


def progress_of(notes: Notes, name: str, journal: bytes) -> Progress:
    """Return how far the upload ``name`` is, by its journal.

    Raises:
        LedgerError: ``file_tampered``.
    """
    return msgspec.msgpack.decode(notes.open(name, journal), type=Progress)
