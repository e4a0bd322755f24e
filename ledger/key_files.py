"""Keys that sign, each in a private file of its own, made when it is first needed."""

from __future__ import annotations

from pathlib import Path
from secrets import token_bytes

from ledger.private_files import private_file
from ledger.proof.signer import SEED_BYTES, SignerKey, parse_signer_key, signer_key, signer_key_text
from ledger.proof.vkey import Algorithm


def key_file(path: Path, name: str, algorithm: Algorithm) -> SignerKey:
    """Return the key in ``path``; without one, a new key of this name is stored there first.

    A key that is there may have another name: whoever asks compares, if it matters.

    Raises:
        LedgerError: ``file_unwritable``, ``file_exposed``, ``file_unreadable``, ``key_malformed``.
    """

    def made() -> bytes:
        return f"{signer_key_text(signer_key(name, algorithm, token_bytes(SEED_BYTES)))}\n".encode()

    return parse_signer_key(private_file(path, made).decode().removesuffix("\n"))
