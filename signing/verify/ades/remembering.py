"""Signatures of certificates and lists, verified once a question and not once a signer.

The root's are by P-384, which takes longest; pyHanko would verify each of them ten times a signer.
"""

from __future__ import annotations

from typing import Final, Protocol

from asn1crypto.algos import SignedDigestAlgorithm  # type: ignore[import-untyped]  # it has no types
from asn1crypto.keys import PublicKeyInfo  # type: ignore[import-untyped]  # as above
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    DefaultSignatureValidator,
    SignatureValidationContext,
)


class RememberingValidator(DefaultSignatureValidator):
    """Verifies as pyHanko does; what was right once is right again: same octets, same key."""

    def __init__(self) -> None:
        super().__init__()
        self._right: Final = set[tuple[bytes, bytes, bytes, bytes]]()

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: PublicKeyInfo,
        signature_algorithm: SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        """Promise that a signature is right.

        Raises:
            InvalidSignature: as pyHanko's own, which is not remembered.
        """
        key, algorithm = (_octets(one) for one in (public_key_info, signature_algorithm))
        asked = (signature, signed_data, key, algorithm)
        if asked in self._right:
            return
        super().validate_signature(
            signature, signed_data, public_key_info, signature_algorithm, context
        )
        self._right.add(asked)


class _Written(Protocol):
    def dump(self) -> bytes: ...


def _octets(written: _Written) -> bytes:
    return written.dump()
