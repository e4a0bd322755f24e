"""Who signs: a certificate, the way up to the root, and a key that need not be in this process."""

from __future__ import annotations

from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from signing.errors import SignatureError
from signing.pki.certificate import Certificate


class SigningKey(Protocol):
    """A private key: in memory, in a file, behind PKCS #11, or in somebody's hand."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``, by the algorithm that the key's kind stands for.

        ECDSA values are DER (RFC 3279 section 2.2.3), RSA values are PKCS #1 v1.5 with SHA-256.
        """
        ...


class Identity(msgspec.Struct, frozen=True):
    """A signer. ``chain`` goes from the issuer of ``certificate`` upwards, without the root."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    key: SigningKey


class SoftwareKey:
    """A private key in the memory of this process."""

    def __init__(self, private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
        self._private = private

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``."""
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), SHA256())
        return self._private.sign(data, ec.ECDSA(SHA256()))


class OneTimeKey:
    """A key that was made for one signature and is forgotten with it."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = [private]

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``.

        Raises:
            SignatureError: ``key_spent`` from the second time on.
        """
        try:
            private = self._private.pop()  # in one step: of two threads one gets the key
        except IndexError as spent:
            raise SignatureError("key_spent") from spent
        return private.sign(data, ec.ECDSA(SHA256()))
