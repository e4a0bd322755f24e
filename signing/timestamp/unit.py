"""The built-in time-stamping unit: its own key and certificate, the clock of the registry.

It is no outside witness of time, and its policy (`signing.pki.oids.TIME_STAMP_POLICY`) says which
one it is: a reader who does not trust the registry's clock can tell.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from signing.cms.attributes import signed_attributes
from signing.cms.identity import Identity
from signing.cms.signed_data import Signature, signed_data
from signing.der import write
from signing.pki.oids import TIME_STAMP_POLICY
from signing.timestamp.token import TST_INFO, message_imprint

SERIAL_BITS = 128
ACCURACY = write.sequence(write.integer(1))
"""One second."""


class TimeStampUnit:
    """A `signing.timestamp.authority.TimeStampAuthority` in this process."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return a token over a SHA-256 digest, saying that it was there ``at``.

        Raises:
            SignatureError: ``certificate_not_valid`` outside the validity of the unit's.
        """
        identity = self._identity
        identity.certificate.require_valid(at)
        info = write.sequence(
            write.integer(1),
            write.oid(TIME_STAMP_POLICY),
            message_imprint(digest),
            write.integer(secrets.randbits(SERIAL_BITS)),
            write.generalized_time(at),
            ACCURACY,
        )
        attributes = signed_attributes(
            TST_INFO, hashlib.sha256(info).digest(), identity.certificate
        )
        signature = Signature(
            certificate=identity.certificate,
            attributes=attributes,
            value=identity.key.sign(attributes),
            chain=identity.chain,
        )
        return signed_data(TST_INFO, info, signature)
