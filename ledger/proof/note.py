"""Signed notes: a text and the lines of those who signed it (C2SP signed-note)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ledger.errors import LedgerError
from ledger.proof.encoding import from_base64, to_base64
from ledger.proof.vkey import KEY_ID_BYTES, is_key_name

NOTE_BYTES_MAX = 2**18
SIGNATURES_MAX = 100

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_LINE = re.compile(r"\u2014 (?P<name>\S+) (?P<signature>[A-Za-z0-9+/=]+)")


class NoteSignature(msgspec.Struct, frozen=True):
    """One line: who says to have signed, the 4 bytes of the key's id, and the signature."""

    name: str
    key_id: bytes
    value: bytes


class Note(msgspec.Struct, frozen=True):
    """A text that ends in a newline, and its signature lines in their order. Not verified."""

    text: str
    signatures: tuple[NoteSignature, ...]


def note_bytes(note: Note) -> bytes:
    """Return the note as it is sent and kept."""
    return f"{note.text}\n{signature_lines(note.signatures)}".encode()


def parse_note(octets: bytes) -> Note:
    """Return the parts of a note; `note_bytes` of them are these very bytes.

    Raises:
        LedgerError: ``note_malformed``.
    """
    if len(octets) > NOTE_BYTES_MAX:
        raise _malformed(f"it has more than {NOTE_BYTES_MAX} bytes")
    try:
        whole = octets.decode()
    except UnicodeDecodeError:
        raise _malformed("it is not in UTF-8") from None
    if _CONTROL.search(whole):
        raise _malformed("it holds a control character")
    text, blank, lines = whole.rpartition("\n\n")
    if not blank:
        raise _malformed("no blank line sets text and signatures apart")
    return Note(text + "\n", parse_signature_lines(lines))


def signature_lines(signatures: Sequence[NoteSignature]) -> str:
    """Return the lines of these signatures, each with its newline."""
    return "".join(f"\u2014 {one.name} {to_base64(one.key_id + one.value)}\n" for one in signatures)


def parse_signature_lines(lines: str) -> tuple[NoteSignature, ...]:
    """Return the signatures of at least one line; what a witness answers with.

    Raises:
        LedgerError: ``note_malformed``.
    """
    *whole, rest = lines.split("\n")
    if rest or not whole:
        raise _malformed("its last line is no whole signature line")
    if len(whole) > SIGNATURES_MAX:
        raise _malformed(f"it has more than {SIGNATURES_MAX} signatures")
    return tuple(map(_signature, whole))


def _signature(line: str) -> NoteSignature:
    found = _LINE.fullmatch(line)
    octets = from_base64(found["signature"]) if found else None
    if not found or octets is None or not is_key_name(found["name"]):
        raise _malformed("a signature line is not written dash, name, base64")
    if len(octets) <= KEY_ID_BYTES:
        raise _malformed("a signature line has no signature behind its key id")
    return NoteSignature(found["name"], octets[:KEY_ID_BYTES], octets[KEY_ID_BYTES:])


def _malformed(reason: str) -> LedgerError:
    return LedgerError("note_malformed", reason=reason)
