"""The algorithms of detached signatures, each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from signing.errors import SignatureError

ML_DSA_65: Final = "ML-DSA-65"
Verify: TypeAlias = Callable[[bytes, bytes, bytes, bytes], None]
"""Promises that a public key made a value over octets in a context."""


def verify_ml_dsa_65(key: bytes, value: bytes, signed: bytes, context: bytes) -> None:
    """Promise that ``value`` is a signature by ``key`` (FIPS 204 algorithm 3).

    Raises:
        SignatureError: ``detached_wrong``.
    """
    try:
        MLDSA65PublicKey.from_public_bytes(key).verify(value, signed, context)
    except (InvalidSignature, ValueError) as wrong:
        raise SignatureError("detached_wrong", algorithm=ML_DSA_65) from wrong


ALGORITHMS: Final[Mapping[str, Verify]] = {ML_DSA_65: verify_ml_dsa_65}
