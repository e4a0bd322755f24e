"""The detached signature over the terms of an instrument: made when it is sealed, and checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from aggregates.deal.signing.events import DetachedSignature
from aggregates.vocabulary import Sha256
from signing.detached.algorithms import ALGORITHMS, ML_DSA_65
from signing.errors import SignatureError
from signing.trust import DetachedKey

CONTEXT: Final = "counterseal/terms/v1"
"""What the key is for: nothing that it signs otherwise is a signature over terms."""


def sign_terms(key: MLDSA65PrivateKey, terms_sha256: Sha256) -> DetachedSignature:
    """Return the signature over the 32 octets of a digest."""
    return DetachedSignature(
        algorithm=ML_DSA_65,
        context=CONTEXT,
        key=key.public_key().public_bytes_raw(),
        value=key.sign(bytes.fromhex(terms_sha256), CONTEXT.encode()),
    )


def check_terms(
    detached: DetachedSignature, terms_sha256: Sha256, trusted: Iterable[DetachedKey]
) -> None:
    """Promise that a trusted key signed the digest of these terms.

    Raises:
        SignatureError: ``detached_unknown`` with the ``algorithm``, ``detached_untrusted``,
            ``detached_wrong``.
    """
    verify = ALGORITHMS.get(detached.algorithm)
    if verify is None or detached.context != CONTEXT:
        raise SignatureError("detached_unknown", algorithm=detached.algorithm)
    if DetachedKey(algorithm=detached.algorithm, key=detached.key) not in set(trusted):
        raise SignatureError("detached_untrusted", algorithm=detached.algorithm)
    verify(detached.key, detached.value, bytes.fromhex(terms_sha256), CONTEXT.encode())
