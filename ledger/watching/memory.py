"""What somebody who watches a log remembers: the last head that they accepted, and contradictions.

A head is kept as it was served, a signed note in a file of its own, which is replaced whole. What
contradicts it is kept beside it, both notes as they are, and never written over.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from ledger.errors import LedgerError
from ledger.private_files import replace_private, write_new


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two heads that one log has signed, and of which one is not so; ``code`` says what is wrong.

    ``seen_at`` is in seconds since 1970 UTC, by the clock of who watched.
    """

    code: str
    known: str
    seen: str
    seen_at: int


class Memory:
    """The file of one watcher of one log."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self) -> bytes:
        """Return the last head that was accepted; nothing before the first.

        Raises:
            LedgerError: ``file_unreadable``.
        """
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as wrong:
            raise LedgerError(
                "file_unreadable", path=str(self._path), reason=wrong.strerror
            ) from wrong

    def accept(self, note: bytes) -> None:
        """Remember a head instead of the one before: whole or not at all.

        Raises:
            LedgerError: ``file_unwritable``.
        """
        if note != self.known():
            replace_private(self._path, note)

    def keep(self, found: Contradiction) -> Path:
        """Keep a contradiction; return the file, which is another one for other heads.

        Raises:
            LedgerError: ``file_unwritable``.
        """
        digest = sha256(f"{found.known}{found.seen}".encode()).hexdigest()[:16]
        path = self._path.with_name(f"{self._path.name}.{digest}.contradiction.json")
        write_new(path, msgspec.json.format(msgspec.json.encode(found)) + b"\n")
        return path
