"""The closed list of what a signature in a PDF may be made with: two, that every reader knows.

ECDSA on P-256 with SHA-256 is what the registry makes. RSA of 3,072 to 8,192 bits is accepted for
keys that people bring, with PKCS #1 v1.5 padding: smart cards and every PDF reader do it, and
unlike PSS it has no parameters that two implementations could read differently. Ed25519 and
ML-DSA are not on the list, because PDF readers can not check them.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256

from signing.der import write
from signing.errors import SignatureError

SHA256_IDENTIFIER = write.sequence(write.oid("2.16.840.1.101.3.4.2.1"))
"""id-sha256, without parameters (RFC 5754 section 2)."""
SHA256_IDENTIFIERS = (
    SHA256_IDENTIFIER,
    write.sequence(write.oid("2.16.840.1.101.3.4.2.1"), write.null()),
)
"""The same in its two spellings; both are to be read (RFC 5754 section 2)."""
ECDSA_WITH_SHA256 = write.sequence(write.oid("1.2.840.10045.4.3.2"))
"""RFC 5758 section 3.2."""
RSA_WITH_SHA256 = write.sequence(write.oid("1.2.840.113549.1.1.11"), write.null())
"""sha256WithRSAEncryption (RFC 4055 section 5)."""
RSA_ENCRYPTION = write.sequence(write.oid("1.2.840.113549.1.1.1"), write.null())
"""The same signature, as RFC 3370 section 3.2 has it: the hash is said elsewhere."""
SHORTEST_RSA = 3072
"""Bits; as strong as P-256 (NIST SP 800-57 part 1, table 2)."""
LONGEST_RSA = 8192
"""Bits; a paper has no room for the signature and the certificate of more."""


def accepted(key: PublicKeyTypes) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
    """Return ``key``, which is on the list.

    Raises:
        SignatureError: ``key_unusable`` with its ``kind``.
    """
    match key:
        case ec.EllipticCurvePublicKey() if isinstance(key.curve, ec.SECP256R1):
            return key
        case rsa.RSAPublicKey() if SHORTEST_RSA <= key.key_size <= LONGEST_RSA:
            return key
        case _:
            raise SignatureError("key_unusable", kind=_kind(key))


def algorithm_of(key: PublicKeyTypes) -> bytes:
    """Return the AlgorithmIdentifier of the one signature algorithm that ``key`` is used with.

    Raises:
        SignatureError: ``key_unusable``.
    """
    is_rsa = isinstance(accepted(key), rsa.RSAPublicKey)
    return RSA_WITH_SHA256 if is_rsa else ECDSA_WITH_SHA256


def spellings_of(key: PublicKeyTypes) -> tuple[bytes, ...]:
    """Return every AlgorithmIdentifier by which others say the same algorithm.

    Raises:
        SignatureError: ``key_unusable``.
    """
    algorithm = algorithm_of(key)
    return (algorithm, RSA_ENCRYPTION) if algorithm == RSA_WITH_SHA256 else (algorithm,)


def verify(key: PublicKeyTypes, signature: bytes, signed: bytes) -> None:
    """Promise that ``signature`` was made over ``signed`` with the private half of ``key``.

    Raises:
        SignatureError: ``signature_wrong``, or ``key_unusable``.
    """
    public = accepted(key)
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, signed, padding.PKCS1v15(), SHA256())
        else:
            public.verify(signature, signed, ec.ECDSA(SHA256()))
    except InvalidSignature as wrong:
        raise SignatureError("signature_wrong") from wrong


def _kind(key: PublicKeyTypes) -> str:
    match key:
        case ec.EllipticCurvePublicKey():
            return key.curve.name
        case rsa.RSAPublicKey():
            return f"rsa{key.key_size}"
        case _:
            return type(key).__name__
