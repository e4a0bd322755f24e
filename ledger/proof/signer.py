"""Who signs: what a log or a witness asks of its key, and a key that is held in memory."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.errors import LedgerError
from ledger.proof.encoding import from_base64, to_base64
from ledger.proof.vkey import Algorithm, VerifierKey, is_key_name, verifier_key

SEED_BYTES = 32

_SIGNER_KEY = re.compile(
    r"PRIVATE\+KEY\+(?P<name>[^+]+)\+(?P<key_id>[0-9a-f]{8})\+(?P<seed>[A-Za-z0-9+/=]+)"
)


class Signer(Protocol):
    """A key that signs where it is: in memory, in a file's process, in a machine of its own."""

    @property
    def verifier(self) -> VerifierKey:
        """Return what its signatures are verified with."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature over ``message``."""
        ...


class SignerKey(msgspec.Struct, frozen=True, dict=True):
    """A secret key of 32 bytes with its name. Never printed: it shows as its name only."""

    name: str
    algorithm: Algorithm
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """Return the public half."""
        return self._verifier

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message`` (RFC 8032: the same each time)."""
        return self._private.sign(message)

    @cached_property
    def _verifier(self) -> VerifierKey:
        public = self._private.public_key().public_bytes_raw()
        return verifier_key(self.name, self.algorithm, public)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __repr__(self) -> str:
        """Return the name without the secret, for logs and tracebacks."""
        return f"SignerKey(name={self.name!r})"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        """Return what rich may print: the name without the secret."""
        return [("name", self.name)]


def signer_key(name: str, algorithm: Algorithm, seed: bytes) -> SignerKey:
    """Return the key; ``seed`` MUST be 32 random bytes that nobody else knows.

    Raises:
        LedgerError: ``key_malformed``.
    """
    if not is_key_name(name):
        raise LedgerError("key_malformed", reason="its name cannot stand in a note")
    if len(seed) != SEED_BYTES:
        raise LedgerError("key_malformed", reason=f"it has {len(seed)} bytes instead of 32")
    return SignerKey(name, algorithm, seed)


def signer_key_text(key: SignerKey) -> str:
    """Return the key as a line for its file: ``PRIVATE+KEY+name+key id+base64``. A secret."""
    secret = to_base64(bytes([key.algorithm]) + key.seed)
    return f"PRIVATE+KEY+{key.name}+{key.verifier.key_id.hex()}+{secret}"


def parse_signer_key(text: str) -> SignerKey:
    """Return the key that a line writes; exactly what `signer_key_text` writes is taken.

    Raises:
        LedgerError: ``key_malformed``; ``key_unsupported`` for an algorithm that is not ours.
    """
    found = _SIGNER_KEY.fullmatch(text)
    octets = from_base64(found["seed"]) if found else None
    if not found or not octets:
        raise LedgerError(
            "key_malformed", reason="it is not written PRIVATE+KEY+name+key id+base64"
        )
    if octets[0] not in list(Algorithm):
        raise LedgerError("key_unsupported", algorithm=octets[0])
    key = signer_key(found["name"], Algorithm(octets[0]), octets[1:])
    if key.verifier.key_id.hex() != found["key_id"]:
        raise LedgerError("key_malformed", reason="its key id is that of another key")
    return key
