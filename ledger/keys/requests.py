"""The keys of a process that may open nothing: enough to append what is kept in clear."""

from __future__ import annotations

import hmac
from typing import Final, NoReturn

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import KID_BYTES

_DOMAIN: Final = b"counterseal/request-key/v1\0"


class RequestKeys:
    """Gives one key, by which the process tells its own requests apart. Implements `KeyStore`.

    It is made of a ``secret`` of the process, and seals nothing: whatever has to be sealed or
    opened is refused.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def stream_key(self, log_id: bytes, stream_id: bytes) -> Key:
        """Return the key for requests about a stream; see `KeyStore`."""
        made = hmac.digest(self._secret, _DOMAIN + log_id + stream_id, "sha256")
        return Key(made[:KID_BYTES], made)

    def person_key(self, person: str) -> NoReturn:
        """Refuse: raises `LedgerError` ``key_unknown``."""
        raise LedgerError("key_unknown", kid=person)

    def retention_key(self, log_id: bytes) -> NoReturn:
        """Refuse: raises `LedgerError` ``key_unknown``."""
        raise LedgerError("key_unknown", kid=log_id.hex())

    def secret(self, kid: bytes) -> NoReturn:
        """Refuse: raises `LedgerError` ``key_unknown``."""
        raise LedgerError("key_unknown", kid=kid.hex())

    def destroy(self, kid: bytes) -> NoReturn:
        """Refuse: raises `LedgerError` ``key_unknown``."""
        raise LedgerError("key_unknown", kid=kid.hex())
