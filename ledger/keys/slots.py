r"""The bytes of a key file: slots of 128 bytes, the first of which is its header.

Header: ``magic[32] | check[32] | u64 changes | zeros``. Slot: ``state | owner[32] | kid[16] |
nonce[12] | sealed[48] | zeros``; integers are big-endian.

``sealed`` is AES-256-GCM under a key derived from the key-encryption key, with ``state | owner |
kid`` as associated data: of the secret in a live slot, of nothing (and zeros after it) in a
tombstone. A secret can therefore not be moved to another owner or name, and no slot can be made or
changed without the key-encryption key. One that is put back as it was before it was destroyed lives
until the next start, which destroys it again (`ledger.erasing`). ``check`` recognises that key,
``owner`` is a keyed digest of whom the key is for, ``changes`` counts the slots overwritten.

A slot never crosses a sector of 512 bytes: after a crash it is the old one or the new one.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from mmap import mmap
from struct import Struct

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import LedgerError
from ledger.keys.store import Key

SLOT_BYTES = 128
KEY_BYTES = 32

EMPTY = 0
LIVE = 1
DESTROYED = 2

NOBODY = bytes(32)
"""The owner of a tombstone for a name that this store never knew."""

_MAGIC = b"counterseal/keys/v1".ljust(32, b"\0")
_HEADER = Struct("!32s32sQ56x")
_SLOT = Struct("!B32s16s12s48s19x")
_U64 = Struct("!Q")
_CHANGES_AT = 64
_TAG_BYTES = 16


class Slot(msgspec.Struct, frozen=True):
    """What the slot at offset ``at`` says; ``secret`` is empty in a tombstone."""

    at: int
    owner: bytes
    kid: bytes
    secret: bytes


class Wrapping:
    """Everything that the key-encryption key is used for, each under a key of its own.

    Raises:
        LedgerError: ``kek_malformed`` if it is not 32 bytes.
    """

    def __init__(self, kek: bytes) -> None:
        if len(kek) != KEY_BYTES:
            raise LedgerError("kek_malformed", length=len(kek))
        self.check = _derived(kek, b"check")
        self._owner_key = _derived(kek, b"owner")
        self._cipher = AESGCM(_derived(kek, b"wrap"))

    def owner(self, kind: bytes, *names: bytes) -> bytes:
        """Return the digest that stands for an owner; says nothing without the key."""
        spelled = b"".join(len(name).to_bytes(4, "big") + name for name in (kind, *names))
        return hmac.digest(self._owner_key, spelled, "sha256")

    def live(self, owner: bytes, key: Key) -> bytes:
        """Return the slot of a key."""
        return self._packed(LIVE, owner, key.kid, key.secret)

    def tombstone(self, owner: bytes, kid: bytes) -> bytes:
        """Return the slot of a key that is gone."""
        return self._packed(DESTROYED, owner, kid, b"")

    def _packed(self, state: int, owner: bytes, kid: bytes, secret: bytes) -> bytes:
        nonce = secrets.token_bytes(12)
        sealed = self._cipher.encrypt(nonce, secret, bytes([state]) + owner + kid)
        return _SLOT.pack(state, owner, kid, nonce, sealed)

    def slots(self, raw: bytes, start: int) -> Iterator[Slot]:
        """Yield the slots in ``raw``, a multiple of 128 bytes that were read at ``start``.

        Raises:
            LedgerError: ``key_store_damaged`` if one is not as it was written.
        """
        for number, (state, owner, kid, nonce, sealed) in enumerate(_SLOT.iter_unpack(raw)):
            if state == EMPTY and not any(owner + kid + nonce + sealed):
                continue  # the file had grown when the system went down, its content was not there
            # a tombstone holds a tag only
            box = sealed if state == LIVE else sealed[:_TAG_BYTES]
            try:
                secret = self._cipher.decrypt(nonce, box, bytes([state]) + owner + kid)
            except InvalidTag:
                raise LedgerError("key_store_damaged", kid=kid.hex()) from None
            yield Slot(start + number * SLOT_BYTES, owner, kid, secret)


def header(check: bytes, changes: int) -> bytes:
    """Return the first slot of a file."""
    return _HEADER.pack(_MAGIC, check, changes)


def changes_in(raw: bytes, check: bytes) -> int:
    """Return how often a slot was overwritten, from the header of a file.

    Raises:
        LedgerError: ``key_store_malformed``; ``kek_wrong`` if it was made with another key.
    """
    if len(raw) != SLOT_BYTES or not raw.startswith(_MAGIC):
        raise LedgerError("key_store_malformed")
    _, found, changes = _HEADER.unpack(raw)
    if not hmac.compare_digest(found, check):
        raise LedgerError("kek_wrong")
    return int(changes)


def changes_now(mapped: mmap) -> int:
    """Return the same from a header that was accepted before: the price of each look at a key."""
    return int(_U64.unpack_from(mapped, _CHANGES_AT)[0])


def _derived(kek: bytes, use: bytes) -> bytes:
    return hmac.digest(kek, b"counterseal/key-store/" + use + b"/v1\0", "sha256")
