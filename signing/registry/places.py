"""Where the registry's private keys are: each in an encrypted file, or on a token.

The root's is always in a file, so that it can be taken away to a medium that is kept in a safe.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signing.errors import SignatureError
from signing.keys.opening import KeyToken
from signing.keys.token_key import TokenKey
from signing.keystore.envelope import seal, unseal
from signing.keystore.files import replace_file

ROOT_KEY: Final = "root"


class MadeKey(msgspec.Struct, frozen=True):
    """A new key, and the file that must be written for it, if there is one."""

    key: ec.EllipticCurvePrivateKey
    files: dict[str, bytes]


class KeyPlace(Protocol):
    """Makes keys and finds them again. ``key_id`` names a key for ever: ``seal-2``."""

    def make(self, key_id: str) -> MadeKey:
        """Return a new key: P-384 for the root, else P-256.

        Raises:
            SignatureError: ``kek_unusable``, ``token_unusable``, ``key_on_token``.
        """
        ...

    def open(self, folder: Path, key_id: str) -> ec.EllipticCurvePrivateKey | None:
        """Return a key; None if there is none of that name.

        Raises:
            SignatureError: ``key_not_opened``, ``kek_unusable``, ``key_unusable``,
                ``token_unusable``.
        """
        ...

    def destroy(self, folder: Path, key_id: str) -> None:
        """Destroy a key; nothing, if there is none of that name.

        Raises:
            SignatureError: ``token_unusable``.
        """
        ...

    def secret(self, folder: Path, key_id: str, make: Callable[[], bytes]) -> bytes:
        """Return a secret of another kind from its envelope in ``folder``; made, if there is none.

        MUST be called under the lock of the store.

        Raises:
            SignatureError: ``key_not_opened``, ``kek_unusable``.
        """
        ...


class KeyFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Each key in a file ``<key_id>.key``, in an envelope under the key-encryption key."""

    kek: bytes
    owner: str

    def make(self, key_id: str) -> MadeKey:
        """Return a new key, with the file for it."""
        curve = ec.SECP384R1() if key_id == ROOT_KEY else ec.SECP256R1()
        key = ec.generate_private_key(curve)
        return MadeKey(key, {_file(key_id): seal(self.kek, self.owner, key_id, _pkcs8(key))})

    def open(self, folder: Path, key_id: str) -> ec.EllipticCurvePrivateKey | None:
        """Return a key from its file."""
        file = folder / _file(key_id)
        if not file.exists():
            return None
        secret = unseal(self.kek, self.owner, key_id, file.read_bytes())
        key = serialization.load_der_private_key(secret, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise SignatureError("key_unusable", kind=type(key).__name__)
        return key

    def destroy(self, folder: Path, key_id: str) -> None:
        """Remove the file."""
        (folder / _file(key_id)).unlink(missing_ok=True)

    def secret(self, folder: Path, key_id: str, make: Callable[[], bytes]) -> bytes:
        """Return a secret from its file."""
        file = folder / _file(key_id)
        if not file.exists():
            replace_file(file, seal(self.kek, self.owner, key_id, make()))
        return unseal(self.kek, self.owner, key_id, file.read_bytes())


class KeysOnToken(msgspec.Struct, frozen=True, kw_only=True):
    """Each key on a token, called ``<owner>/<key_id>``; what is in a file still, is from there."""

    token: KeyToken
    files: KeyFiles

    def make(self, key_id: str) -> MadeKey:
        """Have the token make a key; the root's is made in a file."""
        if key_id == ROOT_KEY:
            return self.files.make(key_id)
        return MadeKey(TokenKey.make(self.token, self._label(key_id)), {})

    def open(self, folder: Path, key_id: str) -> ec.EllipticCurvePrivateKey | None:
        """Return a key from its file, or else from the token."""
        held = self.files.open(folder, key_id)
        return TokenKey.find(self.token, self._label(key_id)) if held is None else held

    def destroy(self, folder: Path, key_id: str) -> None:
        """Destroy a key wherever it is."""
        self.files.destroy(folder, key_id)
        self.token.destroy(self._label(key_id))

    def secret(self, folder: Path, key_id: str, make: Callable[[], bytes]) -> bytes:
        """Return a secret from its file: tokens know no keys of this kind."""
        return self.files.secret(folder, key_id, make)

    def _label(self, key_id: str) -> str:
        return f"{self.files.owner}/{key_id}"


def _file(key_id: str) -> str:
    return f"{key_id}.key"


def _pkcs8(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
