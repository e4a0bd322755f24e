"""A key in a file that a password opens (PKCS #12, RFC 7292)."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from signing.errors import SignatureError
from signing.own.held import HeldKey, held_in_memory

FRIENDLY_NAME = b"counterseal"


def read_key_file(data: bytes, password: str) -> HeldKey:
    """Return the key of a file; certificates in it are not looked at.

    Raises:
        SignatureError: ``key_file_unusable`` for another password or no such file;
            ``key_unusable`` for another kind of key.
    """
    try:
        private, _, _ = pkcs12.load_key_and_certificates(data, password.encode())
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise SignatureError("key_file_unusable") from wrong
    if private is None:
        raise SignatureError("key_file_unusable")
    if not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SignatureError("key_unusable", kind=type(private).__name__)
    return held_in_memory(private)


def new_key_file(password: str) -> bytes:
    """Return a file with a new P-256 key, which opens with ``password``; it MUST NOT be empty.

    Raises:
        SignatureError: ``password_unusable`` for one that is no text.
    """
    try:
        encryption = BestAvailableEncryption(password.encode())
    except UnicodeEncodeError as wrong:
        raise SignatureError("password_unusable") from wrong
    private = ec.generate_private_key(ec.SECP256R1())
    return pkcs12.serialize_key_and_certificates(FRIENDLY_NAME, private, None, None, encryption)
