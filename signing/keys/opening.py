"""Opening a token where the library for it is installed: it is an extra, ``pkcs11``."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from signing.errors import SignatureError


class KeyToken(Protocol):
    """What `signing.keys.token.Token` offers."""

    def public_key(self, key: str) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey | None:
        """Return the public half of a key, None if the token has none of that name."""
        ...

    def sign_digest(self, key: str, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 digest."""
        ...

    def make(self, key: str) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
        """Have the token make a P-256 key."""
        ...

    def destroy(self, key: str) -> None:
        """Destroy both halves of a key."""
        ...


def open_token(module: Path, label: str, pin: str) -> KeyToken:
    """Open the token called ``label`` by the PKCS #11 library ``module``.

    Raises:
        SignatureError: ``pkcs11_missing`` where the extra is not installed, ``token_unusable``.
    """
    try:
        from signing.keys.token import Token  # noqa: PLC0415 -- only where the extra is
    except ImportError as missing:
        raise SignatureError("pkcs11_missing") from missing
    return Token.open(module, label, pin)
