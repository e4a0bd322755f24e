"""The registry's key for signatures beside files: in the folder, made when it is first needed."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from aggregates.deal.signing.events import DetachedSignature
from aggregates.vocabulary import Sha256
from signing.detached.algorithms import ML_DSA_65
from signing.detached.terms import sign_terms
from signing.keystore.files import locked
from signing.registry.registry import Registry
from signing.trust import DetachedKey

KEY_ID: Final = "detached"


def detached_over(registry: Registry, terms_sha256: Sha256) -> DetachedSignature:
    """Return the registry's signature over the digest of terms.

    Raises:
        SignatureError: ``keystore_unusable``, ``key_not_opened``, ``kek_unusable``.
    """
    return sign_terms(_key(registry), terms_sha256)


def detached_key(registry: Registry) -> DetachedKey:
    """Return by which key it signs, for who verifies.

    Raises:
        SignatureError: as `detached_over`.
    """
    return DetachedKey(algorithm=ML_DSA_65, key=_key(registry).public_key().public_bytes_raw())


def _key(registry: Registry) -> MLDSA65PrivateKey:
    with locked(registry.folder):
        seed = registry.keys.secret(registry.folder, KEY_ID, _made)
    return MLDSA65PrivateKey.from_seed_bytes(seed)


def _made() -> bytes:
    return MLDSA65PrivateKey.generate().private_bytes_raw()
