"""Verifier keys: who signs under which name, as one line of text (C2SP signed-note)."""

from __future__ import annotations

import re
from enum import IntEnum
from hashlib import sha256

import msgspec

from ledger.errors import LedgerError
from ledger.proof.ed25519 import flaw_of_key
from ledger.proof.encoding import from_base64, to_base64

NAME_BYTES_MAX = 255
KEY_ID_BYTES = 4

_VKEY = re.compile(r"(?P<name>[^+]+)\+(?P<key_id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/=]+)")


class Algorithm(IntEnum):
    """How a signature is made: the identifier byte of C2SP signed-note."""

    ED25519 = 0x01
    """Over the text of the note: how a log signs."""
    COSIGNATURE = 0x04
    """Over a time and the text (C2SP tlog-cosignature): how a witness signs."""


class VerifierKey(msgspec.Struct, frozen=True):
    """A public key and the name under which it signs. Equal if both are, and the algorithm.

    Made by `verifier_key` or `parse_vkey`, which refuse unsound ones.
    """

    name: str
    algorithm: Algorithm
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """Return the 4 bytes that tell this key from others of the name. Not a strong digest."""
        kind = bytes([self.algorithm])
        return sha256(self.name.encode() + b"\n" + kind + self.public_key).digest()[:KEY_ID_BYTES]


def verifier_key(name: str, algorithm: Algorithm, public_key: bytes) -> VerifierKey:
    """Return the key with its name.

    Raises:
        LedgerError: ``key_malformed``: the name cannot stand in a note, or the key is no sound
            Ed25519 key (small order, second spelling, not on the curve).
    """
    if not is_key_name(name):
        raise LedgerError("key_malformed", reason="its name cannot stand in a note")
    if flaw := flaw_of_key(public_key):
        raise LedgerError("key_malformed", reason=flaw)
    return VerifierKey(name, algorithm, public_key)


def vkey_of(key: VerifierKey) -> str:
    """Return the key as ``name+key id+base64 of algorithm and key``."""
    return f"{key.name}+{key.key_id.hex()}+{to_base64(bytes([key.algorithm]) + key.public_key)}"


def parse_vkey(text: str) -> VerifierKey:
    """Return the key that a line writes; exactly what `vkey_of` writes is taken.

    Raises:
        LedgerError: ``key_malformed``; ``key_unsupported`` for an algorithm that is not ours.
    """
    found = _VKEY.fullmatch(text)
    octets = from_base64(found["key"]) if found else None
    if not found or not octets:
        raise LedgerError("key_malformed", reason="it is not written name+key id+base64")
    if octets[0] not in list(Algorithm):
        raise LedgerError("key_unsupported", algorithm=octets[0])
    key = verifier_key(found["name"], Algorithm(octets[0]), octets[1:])
    if key.key_id.hex() != found["key_id"]:
        raise LedgerError("key_malformed", reason="its key id is that of another key")
    return key


def is_key_name(name: str) -> bool:
    """Return whether a name may stand in a signature line: no blanks, no plus, no controls."""
    forbidden = any(letter.isspace() or letter == "+" or letter < " " for letter in name)
    try:
        octets = name.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return 0 < len(octets) <= NAME_BYTES_MAX and not forbidden
