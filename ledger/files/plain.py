"""A sealed file, read as what it says: anywhere in it, one record at a time."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Final

from ledger.errors import LedgerError
from ledger.files.chunks import (
    CHUNK_BYTES,
    HEAD_BYTES,
    RECORD_BYTES,
    Chunks,
    count,
    known_chunks,
    sealed_length,
)
from ledger.files.store import Bytes
from ledger.keys.store import Key
from ledger.sealing import NONCE_BYTES, TAG_BYTES

PIECE_BYTES: Final = 256 * 1024


class Plain(io.RawIOBase):
    """What a finished file says. That nothing is missing at its end is known from the beginning."""

    def __init__(self, stored: Bytes, chunks: Chunks, length: int) -> None:
        """``length`` is that of the clear file."""
        super().__init__()
        self.length = length
        self._stored = stored
        self._chunks = chunks
        self._position = 0
        self._cached = (-1, b"")
        self._record(count(length) - 1)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read anywhere."""
        return True

    def tell(self) -> int:
        """Return where the next read begins."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Let the next read begin elsewhere."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.length}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the type of a buffer has no name before Python 3.12
        """Read at most what fits, and no further than the record's end."""
        if self._position >= self.length:
            return 0
        number, begin = divmod(self._position, CHUNK_BYTES)
        piece = self._record(number)[begin : begin + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def pieces(self, first: int, length: int) -> Iterator[bytes]:
        """Yield ``length`` bytes from ``first`` on."""
        end = first + length
        while first < end:
            number, begin = divmod(first, CHUNK_BYTES)
            piece = self._record(number)[begin : begin + end - first]
            first += len(piece)
            yield piece

    def _record(self, number: int) -> bytes:
        if self._cached[0] != number:
            record = self._stored.read(HEAD_BYTES + number * RECORD_BYTES, RECORD_BYTES)
            last = number == count(self.length) - 1
            self._cached = (number, self._chunks.open(number, record, last=last))
        return self._cached[1]


def plain_of(stored: Bytes, key: Key, sha256: bytes) -> Plain:
    """Return what a finished file says, if it is the one of this digest under this key.

    Raises:
        LedgerError: ``file_tampered``; so does every read that comes upon a changed record.
    """
    chunks = known_chunks(key, sha256, stored.read(0, HEAD_BYTES))
    records, rest = divmod(stored.length - HEAD_BYTES, RECORD_BYTES)
    length = records * CHUNK_BYTES + (rest - NONCE_BYTES - TAG_BYTES if rest else 0)
    if length <= 0 or sealed_length(length) != stored.length:
        raise LedgerError("file_tampered", check="length", number=records)
    return Plain(stored, chunks, length)
