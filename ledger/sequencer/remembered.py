"""What a sequencer has signed last, kept beside its key: a database that was taken back shows.

Written before a head is published, so that it is never behind what anybody has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ledger.errors import LedgerError
from ledger.private_files import read_private, replace_private
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.opened import open_note
from ledger.proof.vkey import VerifierKey


class Remembered:
    """The last note that was signed of one log, under whichever origin, in a file of its own."""

    def __init__(self, path: Path, keys: Sequence[VerifierKey]) -> None:
        """``keys`` are those of the log's trees, of which one has signed the note."""
        self._path = path
        self._keys = keys

    def read(self) -> Checkpoint | None:
        """Return what the note says; nothing if there never was one.

        Raises:
            LedgerError: as `note`, and as `checkpoint_of`.
        """
        note = self.note()
        return None if note is None else known_checkpoint(note, self._keys)

    def note(self) -> bytes | None:
        """Return the note as it was signed; nothing if there never was one.

        Raises:
            LedgerError: ``file_exposed``, ``file_unreadable``.
        """
        return read_private(self._path) if self._path.exists() else None

    def write(self, note: bytes) -> None:
        """Remember a note instead of the one before; durable on return.

        Raises:
            LedgerError: ``file_unwritable``.
        """
        replace_private(self._path, note)


def known_checkpoint(octets: bytes, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Return the checkpoint that the one of ``keys`` has signed which has its origin for a name.

    Raises:
        LedgerError: as `checkpoint_of`.
    """
    origin = parse_checkpoint(parse_note(octets).text).origin
    named = [key for key in keys if key.name == origin]
    if not named:
        raise LedgerError("note_unsigned", name=origin)
    return checkpoint_of(octets, named[0])


def checkpoint_of(octets: bytes, key: VerifierKey) -> Checkpoint:
    """Return the checkpoint that ``key`` has signed.

    Raises:
        LedgerError: ``note_malformed``, ``checkpoint_malformed``, ``signature_invalid``;
            ``note_unsigned`` if the key has not signed it.
    """
    note = parse_note(octets)
    if not open_note(note, [key]).signed:
        raise LedgerError("note_unsigned", name=key.name)
    return parse_checkpoint(note.text)
