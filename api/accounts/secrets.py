r"""The keys under which accounts are kept, none of them in the database.

One secret of the key store, kept as that of a stream of the registry's log, gives a key for each
purpose by HKDF-SHA256 (RFC 5869) with the purpose as ``info``. What has to be read again (secrets
of one-time codes, messages on their way) is sealed under the person's own key instead: who is
erased is erased here too.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from aggregates.vocabulary import PersonId
from api import ids
from ledger.errors import LedgerError
from ledger.keys.store import KeyStore
from ledger.sealing import NONCE_BYTES
from ledger.stream import stream_id

PURPOSES: Final = (
    *("address", "origin", "limit", "challenge", "spoken", "enrolment", "handle"),
    *("webhook", "webhook_v1a", "row", "recovery_code", "email_stop", "outside"),
)
"""What a keyed hash is made for; a hash for one purpose tells nothing of another."""


class Secrets:
    """Keyed hashes, and sealed texts. The same in every process of an installation."""

    def __init__(self, keys: KeyStore, registry_log: UUID) -> None:
        """Take the keys of the installation whose registry keeps ``registry_log``."""
        self._keys = keys
        stream = stream_id(registry_log, "operations", "accounts")
        root = keys.stream_key(registry_log.bytes, stream.bytes).secret
        self._derived = {purpose: _derived(root, purpose) for purpose in PURPOSES}

    def keyed(self, purpose: str, *parts: bytes) -> bytes:
        """Return HMAC-SHA256 over ``parts``, each after its length in 4 bytes: 32 bytes."""
        message = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return hmac.digest(self._derived[purpose], message, "sha256")

    def seal(self, person: PersonId, place: str, text: str) -> bytes:
        """Return ``text`` under the person's key: nonce, ciphertext and tag. ``place`` binds it.

        Raises:
            LedgerError: ``key_destroyed``.
        """
        nonce = ids.nonce()
        cipher = AESGCM(self._keys.person_key(person).secret)
        return nonce + cipher.encrypt(nonce, text.encode(), _bound(person, place))

    def open(self, person: PersonId, place: str, sealed: bytes) -> str:
        """Return the text that was sealed for this person and place.

        Raises:
            LedgerError: ``key_destroyed``; ``field_tampered`` if it is not what was sealed there.
        """
        cipher = AESGCM(self._keys.person_key(person).secret)
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, body, _bound(person, place)).decode()
        except InvalidTag:
            raise LedgerError("field_tampered", field=place, check="tag") from None


def token_sha256(token: str) -> bytes:
    """Return under which digest a token is kept. It is random enough to need no key."""
    return hashlib.sha256(b"counterseal/token/v1\0" + token.encode("utf-8", "replace")).digest()


def _derived(root: bytes, purpose: str) -> bytes:
    info = f"counterseal/accounts/v1/{purpose}".encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(root)


def _bound(person: PersonId, place: str) -> bytes:
    return f"counterseal/operations/v1\0{person}\0{place}".encode()
