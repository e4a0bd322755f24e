"""What is asked of a store of large files. It holds no keys and sees sealed bytes only.

A file comes into being as a draft: records are written, then a journal that says how far they
count. Once finished it never changes. A store MUST keep what `Draft.sync` has returned from, also
through a loss of power.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol
from uuid import UUID


class Place(NamedTuple):
    """Whose files: those of one stream of one log."""

    log_id: UUID
    stream_id: UUID


class Bytes(Protocol):
    """Sealed bytes that can be read anywhere."""

    @property
    def length(self) -> int:
        """How many there are."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Return so many from ``offset`` on; fewer at the end."""
        ...


class Draft(Bytes, Protocol):
    """A file that is being written, by nobody else at the same time."""

    @property
    def journal(self) -> bytes:
        """What was last synced."""
        ...

    def write(self, offset: int, sealed: bytes) -> None:
        """Write records; they count when they are synced."""
        ...

    def sync(self, journal: bytes) -> None:
        """Keep what was written, and then ``journal``, whole or not at all."""
        ...

    def finish(self, name: str, note: bytes) -> bool:
        """Let the draft be the file ``name``; False if there is one already, which stays."""
        ...


class FileStore(Protocol):
    """Files by place and name. Safe for threads and for several processes.

    Where the storage below fails, each call may raise `LedgerError` ``file_store_failed``.
    """

    def begin(self, place: Place, draft: str, head: bytes, journal: bytes) -> None:
        """Begin a draft; before this returns there is none."""
        ...

    def journal(self, place: Place, draft: str) -> bytes:
        """Return what was last synced of a draft, also while somebody writes it.

        Raises:
            LedgerError: ``draft_unknown``.
        """
        ...

    def draft(self, place: Place, draft: str) -> AbstractContextManager[Draft]:
        """Give a draft to one writer.

        Raises:
            LedgerError: ``draft_unknown``; ``draft_busy`` while another has it.
        """
        ...

    def discard(self, place: Place, draft: str) -> None:
        """Remove a draft, finished or not. One that is not there is no error.

        Raises:
            LedgerError: ``draft_busy``.
        """
        ...

    def forget(self, place: Place) -> None:
        """Remove every file of a place, finished or not. Where there is none is no error."""
        ...

    def names(self, place: Place) -> Sequence[str]:
        """Return the names of the finished files, sorted."""
        ...

    def note(self, place: Place, name: str) -> bytes:
        """Return what was noted when the file was finished.

        Raises:
            LedgerError: ``file_unknown``.
        """
        ...

    def opened(self, place: Place, name: str) -> AbstractContextManager[Bytes]:
        """Give a finished file.

        Raises:
            LedgerError: ``file_unknown``.
        """
        ...
