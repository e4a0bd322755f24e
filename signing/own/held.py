"""A private key that somebody holds, wherever it is, with its public half."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from signing.cms.algorithms import accepted
from signing.cms.identity import SigningKey, SoftwareKey
from signing.errors import SignatureError
from signing.keys.opening import KeyToken


class PublicHalf(msgspec.Struct, frozen=True, dict=True):
    """A public key, as SubjectPublicKeyInfo in DER (RFC 5280 section 4.1.2.7)."""

    der: bytes

    @cached_property
    def sha256(self) -> str:
        """What the key is called: the SHA-256 of it, in lower-case hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @cached_property
    def key(self) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
        """The key: P-256, or RSA of 3,072 to 8,192 bits.

        Raises:
            SignatureError: ``public_key_unreadable``, ``key_unusable``.
        """
        try:
            found = serialization.load_der_public_key(self.der)
        except Exception as wrong:  # hostile octets make the parser raise anything
            raise SignatureError("public_key_unreadable") from wrong
        key = accepted(found)
        if public_half(key).der != self.der:  # one key has one name
            raise SignatureError("public_key_unreadable")
        return key


class HeldKey(msgspec.Struct, frozen=True):
    """A key that signs, and its public half."""

    public: PublicHalf
    signs: SigningKey


class TokenSigner:
    """A key on a token, as a `signing.cms.identity.SigningKey`."""

    def __init__(self, token: KeyToken, label: str) -> None:
        self._token = token
        self._label = label

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``; the token is given its SHA-256.

        Raises:
            SignatureError: ``token_unusable``.
        """
        return self._token.sign_digest(self._label, hashlib.sha256(data).digest())


def public_half(key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey) -> PublicHalf:
    """Return ``key`` as it is sent and named."""
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return PublicHalf(der)


def held_in_memory(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> HeldKey:
    """Return a key that is in the memory of this process.

    Raises:
        SignatureError: ``key_unusable``.
    """
    return HeldKey(public_half(accepted(private.public_key())), SoftwareKey(private))


def held_on_token(token: KeyToken, label: str) -> HeldKey:
    """Return the key called ``label`` on ``token``.

    Raises:
        SignatureError: ``key_not_on_token``, ``key_unusable``, ``token_unusable``.
    """
    public = token.public_key(label)
    if public is None:
        raise SignatureError("key_not_on_token", key=label)
    return HeldKey(public_half(accepted(public)), TokenSigner(token, label))
