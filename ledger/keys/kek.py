"""The key-encryption key: under it every other key is wrapped. Keep it apart from what it wraps."""

from __future__ import annotations

import secrets
from pathlib import Path

from ledger.errors import LedgerError
from ledger.keys.slots import KEY_BYTES
from ledger.private_files import private_file, read_private


def made_kek(path: Path) -> bytes:
    """Return the key-encryption key in ``path``; one is made at random when there is no file.

    MUST NOT be used where a key store exists already: a new key opens nothing. See `read_kek`.

    Raises:
        LedgerError: ``file_unwritable``, and as `read_kek`.
    """
    return _whole(path, private_file(path, lambda: secrets.token_bytes(KEY_BYTES)))


def read_kek(path: Path) -> bytes:
    """Return the 32 bytes of a key-encryption key that must be there.

    Raises:
        LedgerError: ``kek_malformed``, ``file_exposed``, ``file_unreadable``.
    """
    return _whole(path, read_private(path))


def _whole(path: Path, kek: bytes) -> bytes:
    if len(kek) != KEY_BYTES:
        raise LedgerError("kek_malformed", path=str(path), length=len(kek))
    return kek
