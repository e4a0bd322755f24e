"""A token behind PKCS #11 (OASIS PKCS #11 version 2.40): a smart card, a module, SoftHSM.

Its private keys sign and never leave it. What is signed is a SHA-256 digest, by the raw mechanisms
that every token has. Needs the extra ``pkcs11``; see `signing.keys.opening`.
"""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, Self, cast

import pkcs11
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from signing.errors import SignatureError

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
SHA256_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in PKCS #1 v1.5 (RFC 8017 section 9.2, note 1)."""
ID_OCTETS: Final = 16


class _Signing(Protocol):
    """A private key, as the library has it; it types only what all keys have."""

    @property
    def key_type(self) -> pkcs11.KeyType: ...

    def sign(self, data: bytes, *, mechanism: pkcs11.Mechanism) -> bytes: ...


class Token:
    """A token, opened; one thread at a time uses it."""

    def __init__(self, session: pkcs11.Session, label: str) -> None:
        self._session = session
        self._using = Lock()
        self.label = label

    @classmethod
    def open(cls, module: Path, label: str, pin: str) -> Self:
        """Open the token called ``label`` by the library ``module``.

        Raises:
            SignatureError: ``token_unusable`` with the ``reason``.
        """
        with _told(label):
            token = pkcs11.lib(str(module)).get_token(token_label=label)
            try:
                return cls(token.open(rw=True, user_pin=pin), label)
            except pkcs11.UserAlreadyLoggedIn:  # this process is in already, by another session
                return cls(token.open(rw=True), label)

    def public_key(self, key: str) -> PublicKey | None:
        """Return the public half of the key called ``key``; None if the token has none.

        Raises:
            SignatureError: ``token_unusable``, ``key_unusable`` for another kind than EC or RSA.
        """
        with self._using, _told(self.label):
            try:
                found = self._session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, label=key)
            except pkcs11.NoSuchKey:
                return None
            return _public(cast("pkcs11.PublicKey", found))

    def sign_digest(self, key: str, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 digest: ECDSA in DER, RSA by PKCS #1 v1.5.

        Raises:
            SignatureError: ``token_unusable``, also where it has no such key.
        """
        with self._using, _told(self.label):
            found = self._session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=key)
            private = cast("_Signing", found)
            if private.key_type is pkcs11.KeyType.RSA:
                return private.sign(
                    SHA256_DIGEST_INFO + digest, mechanism=pkcs11.Mechanism.RSA_PKCS
                )
            both = private.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        half = len(both) // 2
        first, second = (int.from_bytes(part, "big") for part in (both[:half], both[half:]))
        return encode_dss_signature(first, second)

    def make(self, key: str) -> PublicKey:
        """Have the token make a P-256 key called ``key``, which never leaves it.

        Raises:
            SignatureError: ``token_unusable``, ``key_on_token`` when there is one of that name.
        """
        if self.public_key(key) is not None:
            raise SignatureError("key_on_token", key=key, token=self.label)
        with self._using, _told(self.label):
            parameters = self._session.create_domain_parameters(
                pkcs11.KeyType.EC,
                {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
                local=True,
            )
            public, _ = parameters.generate_keypair(
                store=True, label=key, id=secrets.token_bytes(ID_OCTETS)
            )
            return _public(public)

    def destroy(self, key: str) -> None:
        """Destroy the key called ``key``, both halves; nothing, if there is none.

        Raises:
            SignatureError: ``token_unusable``.
        """
        with self._using, _told(self.label):
            for found in list(self._session.get_objects({pkcs11.Attribute.LABEL: key})):
                found.destroy()


@contextmanager
def _told(label: str) -> Generator[None, None, None]:
    """Say in our words whatever the library raises."""
    try:
        yield
    except (pkcs11.PKCS11Error, UnsupportedAlgorithm, ValueError, OSError) as wrong:
        reason = type(wrong).__name__
        raise SignatureError("token_unusable", token=label, reason=reason) from wrong


def _public(found: pkcs11.PublicKey) -> PublicKey:
    if found.key_type is pkcs11.KeyType.RSA:
        modulus, exponent = (
            int.from_bytes(found[part], "big")
            for part in (pkcs11.Attribute.MODULUS, pkcs11.Attribute.PUBLIC_EXPONENT)
        )
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    if found.key_type is not pkcs11.KeyType.EC:
        raise SignatureError("key_unusable", kind=found.key_type.name)
    return cast("ec.EllipticCurvePublicKey", load_der_public_key(encode_ec_public_key(found)))
