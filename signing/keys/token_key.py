"""A key on a token, for whoever wants a private key: it signs, and is never seen."""

from __future__ import annotations

import hashlib
from typing import NoReturn, Self

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from signing.errors import SignatureError
from signing.keys.opening import KeyToken


class TokenKey(ec.EllipticCurvePrivateKey):
    """A P-256 key. `cryptography` signs certificates, lists and answers with it as with its own."""

    def __init__(self, token: KeyToken, label: str, public: ec.EllipticCurvePublicKey) -> None:
        self._token = token
        self._label = label
        self._public = public

    @classmethod
    def find(cls, token: KeyToken, label: str) -> Self | None:
        """Return the key called ``label``, None if the token has none.

        Raises:
            SignatureError: ``token_unusable``, ``key_unusable`` for a key of another kind.
        """
        public = token.public_key(label)
        return None if public is None else cls(token, label, _p256(public))

    @classmethod
    def make(cls, token: KeyToken, label: str) -> Self:
        """Have the token make a key.

        Raises:
            SignatureError: ``token_unusable``, ``key_on_token``.
        """
        return cls(token, label, _p256(token.make(label)))

    def sign(
        self,
        data: bytes | bytearray | memoryview,
        signature_algorithm: ec.EllipticCurveSignatureAlgorithm,
    ) -> bytes:
        """Return the ECDSA signature over ``data``, by SHA-256."""
        if not isinstance(signature_algorithm.algorithm, hashes.SHA256):
            raise SignatureError("key_unusable", kind=_named(signature_algorithm.algorithm))
        return self._token.sign_digest(self._label, hashlib.sha256(data).digest())

    @property
    def curve(self) -> ec.EllipticCurve:
        """P-256."""
        return self._public.curve

    @property
    def key_size(self) -> int:
        """256."""
        return self._public.key_size

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """Return the public half."""
        return self._public

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> NoReturn:
        """Refuse: the key signs, and does nothing else."""
        del algorithm, peer_public_key
        raise SignatureError("key_stays")

    def private_numbers(self) -> NoReturn:
        """Refuse: it never leaves the token."""
        raise SignatureError("key_stays")

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,  # noqa: A002 -- as `cryptography` calls it
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> NoReturn:
        """Refuse: it never leaves the token."""
        del encoding, format, encryption_algorithm
        raise SignatureError("key_stays")

    def __copy__(self) -> Self:
        """Return itself: there is one such key."""
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Return itself: there is one such key."""
        del memo
        return self


def _named(algorithm: Prehashed | hashes.HashAlgorithm) -> str:
    return "prehashed" if isinstance(algorithm, Prehashed) else algorithm.name


def _p256(public: object) -> ec.EllipticCurvePublicKey:
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return public
    raise SignatureError("key_unusable", kind=type(public).__name__)
