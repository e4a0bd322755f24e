"""One P-256 signature, verified by nothing but the library: what the rest is measured against."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

SIGNED = bytes(1024)


class RawVerification:
    """A key and a signature of its own."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        self._public = key.public_key()
        self._signature = key.sign(SIGNED, ec.ECDSA(SHA256()))

    def verify(self) -> None:
        """Verify it once."""
        self._public.verify(self._signature, SIGNED, ec.ECDSA(SHA256()))
