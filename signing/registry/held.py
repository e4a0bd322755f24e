"""What a registry has for one service: a certificate, and the key to it."""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from signing.cms.identity import SoftwareKey
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer


class Held(msgspec.Struct, frozen=True):
    """A service's certificate, its key unless that was taken elsewhere, and what they are called.

    ``label`` is of files and addresses: ``issuing``, and after a rotation ``issuing-2``.
    """

    certificate: Certificate
    key: ec.EllipticCurvePrivateKey | None
    label: str

    @property
    def private(self) -> ec.EllipticCurvePrivateKey:
        """The key.

        Raises:
            SignatureError: ``key_offline``.
        """
        if self.key is None:
            raise SignatureError("key_offline", service=self.label)
        return self.key

    @property
    def signing(self) -> SoftwareKey:
        """The key, as signatures are made with it.

        Raises:
            SignatureError: ``key_offline``.
        """
        return SoftwareKey(self.private)

    def issuer(self, published_at: str) -> Issuer:
        """Return it as an authority.

        Raises:
            SignatureError: ``key_offline``.
        """
        return Issuer(self.label, self.certificate, self.private, published_at)
