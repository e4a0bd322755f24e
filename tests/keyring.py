"""Keys, places and ways to damage bytes, for the tests of everything that is sealed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.keys.store import Key

KEY = Key(bytes(range(16)), bytes(range(32)))
OTHER_KEY = Key(bytes(16), bytes(32))
NONCE = bytes(range(12))

keys = st.builds(Key, st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
nonces = st.binary(min_size=12, max_size=12)
ids = st.binary(min_size=16, max_size=16)


def keyring(*known: Key) -> Callable[[bytes], bytes]:
    """Return how to find a secret by its name, among these keys only."""

    def secret_of(kid: bytes) -> bytes:
        for key in known:
            if key.kid == kid:
                return key.secret
        raise LedgerError("key_unknown", kid=kid.hex())

    return secret_of


def flipped(stored: bytes, bit: int) -> bytes:
    """Return ``stored`` with one bit turned over; ``bit`` counts on from the start again."""
    bit %= len(stored) * 8
    changed = bytearray(stored)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def refused(code: str) -> AbstractContextManager[pytest.ExceptionInfo[LedgerError]]:
    """Expect the ledger to refuse with exactly this code."""
    return pytest.raises(LedgerError, match=rf"^\('{code}', ")
