"""Opening a note: which of those whom we know have signed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ledger.errors import LedgerError
from ledger.proof.cosignature import Signed, verify_signature
from ledger.proof.note import Note, NoteSignature
from ledger.proof.vkey import VerifierKey


class Opened(msgspec.Struct, frozen=True):
    """Who was shown to have signed, in the order of the lines; and the lines of strangers.

    ``ignored`` was verified by nobody: whoever keeps a note as evidence leaves it out.
    """

    signed: tuple[Signed, ...]
    ignored: tuple[NoteSignature, ...]


def open_note(note: Note, keys: Iterable[VerifierKey]) -> Opened:
    """Return who of ``keys`` signed the note. Whether these are enough is for the caller to say.

    A line names its key by name and key id. One of an unknown key is passed over; one of a known
    key that does not verify spoils the note (C2SP signed-note, section "Signatures").

    Raises:
        LedgerError: ``signature_invalid``; ``key_ambiguous`` if two of ``keys`` have one name and
            key id.
    """
    known = _by_line(keys)
    signed: list[Signed] = []
    ignored: list[NoteSignature] = []
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            ignored.append(line)
        else:
            signed.append(verify_signature(note.text, line, key))
    return Opened(tuple(signed), tuple(ignored))


def countersigned(note: Note, lines: Sequence[NoteSignature], keys: Iterable[VerifierKey]) -> Note:
    """Return the note with those of ``lines`` that ``keys`` made, as a witness answers with them.

    A key's new line takes the place of its older one. With no lines of its own to begin with, a
    note comes out of this with what is known alone, and each key once.

    Raises:
        LedgerError: as `open_note`; a line that does not verify is not taken over.
    """
    ignored = open_note(Note(note.text, tuple(lines)), keys).ignored
    new = {(line.name, line.key_id): line for line in lines if line not in ignored}
    old = {(line.name, line.key_id): line for line in note.signatures}
    return Note(note.text, tuple((old | new).values()))


def _by_line(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise LedgerError("key_ambiguous", name=key.name)
    return known
