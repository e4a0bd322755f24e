"""What a sequencer has signed last, kept beside its key: a database that was taken back shows.

Written before a head is published, so that it is never behind what anybody has seen.
"""

from __future__ import annotations

from pathlib import Path

from ledger.errors import LedgerError
from ledger.private_files import read_private, replace_private
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.opened import open_note
from ledger.proof.vkey import VerifierKey


class Remembered:
    """The last note that was signed of one tree, in a file of its own."""

    def __init__(self, path: Path, key: VerifierKey) -> None:
        self._path = path
        self._key = key

    def read(self) -> Checkpoint | None:
        """Return what the note says; nothing if there never was one.

        Raises:
            LedgerError: ``file_exposed``, ``file_unreadable``, and as `checkpoint_of`.
        """
        if not self._path.exists():
            return None
        return checkpoint_of(read_private(self._path), self._key)

    def write(self, note: bytes) -> None:
        """Remember a note instead of the one before; durable on return.

        Raises:
            LedgerError: ``file_unwritable``.
        """
        replace_private(self._path, note)


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
