"""The keys of the logs: one for each tree, in a file that only the sequencer reads."""

from __future__ import annotations

from pathlib import Path
from secrets import token_bytes
from typing import Final
from uuid import UUID

from ledger.private_files import private_file
from ledger.proof.signer import SEED_BYTES, SignerKey, parse_signer_key, signer_key, signer_key_text
from ledger.proof.vkey import Algorithm

REQUESTS: Final = "requests.key"


class LogKeys:
    """The files of a folder: a key and the last note of each tree, by log and number."""

    def __init__(self, folder: Path, name: str) -> None:
        """``name`` begins every origin: a name that the operator has, such as a host's."""
        self._folder = folder
        self._name = name

    def origin(self, log_id: UUID, number: int) -> str:
        """Return under which name the ``number``-th tree of a log is signed."""
        return f"{self._name}/{log_id}" + (f"/{number}" if number > 1 else "")

    def signer(self, log_id: UUID, number: int, origin: str) -> SignerKey:
        """Return the key of a tree, which is made when there is none.

        Raises:
            LedgerError: ``file_unwritable``, ``file_exposed``, ``key_malformed``.
        """

        def made() -> bytes:
            key = signer_key(origin, Algorithm.ED25519, token_bytes(SEED_BYTES))
            return f"{signer_key_text(key)}\n".encode()

        path = self._folder / f"{log_id}.{number}.key"
        return parse_signer_key(private_file(path, made).decode().removesuffix("\n"))

    def note_file(self, log_id: UUID) -> Path:
        """Return where the last note of a log is remembered."""
        return self._folder / f"{log_id}.note"

    def requests(self) -> bytes:
        """Return the secret by which the sequencer tells its own requests apart.

        Raises:
            LedgerError: ``file_unwritable``, ``file_exposed``.
        """
        return private_file(self._folder / REQUESTS, lambda: token_bytes(SEED_BYTES))
