"""The keys of the logs: one for each tree, in a file that only the sequencer reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from secrets import token_bytes
from typing import Final
from uuid import UUID

from ledger.errors import LedgerError
from ledger.key_files import key_file
from ledger.private_files import private_file, read_private
from ledger.proof.signer import SEED_BYTES, SignerKey, parse_signer_key
from ledger.proof.vkey import Algorithm, VerifierKey

REQUESTS: Final = "requests.key"
_NOTES: Final = "-".join("[0-9a-f]" * width for width in (8, 4, 4, 4, 12)) + ".note"
_ORIGIN: Final = re.compile(
    r"(?P<name>.+?)/(?P<log>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/.*)?"
)
_NUMBERED: Final = re.compile(r"/([1-9][0-9]{0,8})")


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
        """Return the key of a tree that begins, which is made when there is none.

        Raises:
            LedgerError: ``file_unwritable``; and as `known`, but for ``key_missing``.
        """
        key = key_file(self._file(log_id, number), origin, Algorithm.ED25519)
        return _require_named(key, origin)

    def known(self, log_id: UUID, origin: str) -> SignerKey:
        """Return the key of a tree that has begun; none is made.

        Raises:
            LedgerError: ``key_missing``, ``key_of_another``, ``file_exposed``,
                ``file_unreadable``, ``key_malformed``.
        """
        path = self._file(log_id, _number(log_id, origin))
        if not path.exists():
            raise LedgerError("key_missing", name=origin, path=str(path))
        return _named(read_private(path), origin)

    def verifiers(self, log_id: UUID) -> list[VerifierKey]:
        """Return the public half of each key of a log that is there, in the order of its trees.

        Raises:
            LedgerError: ``file_exposed``, ``file_unreadable``, ``key_malformed``.
        """
        numbers = sorted(self._numbers(log_id))
        return [_parsed(read_private(self._file(log_id, one))).verifier for one in numbers]

    def next_number(self, log_id: UUID, origins: Iterable[str]) -> int:
        """Return the number of a tree that there never was, as far as anybody here knows."""
        known = {_number(log_id, origin) for origin in origins}
        return max(known | self._numbers(log_id), default=0) + 1

    def note_file(self, log_id: UUID) -> Path:
        """Return where the last note of a log is remembered."""
        return self._folder / f"{log_id}.note"

    def remembered(self) -> list[UUID]:
        """Return the logs of which a last note is remembered, also those that are not there."""
        return [UUID(path.stem) for path in self._folder.glob(_NOTES)]

    def requests(self) -> bytes:
        """Return the secret by which the sequencer tells its own requests apart.

        Raises:
            LedgerError: ``file_unwritable``, ``file_exposed``.
        """
        return private_file(self._folder / REQUESTS, lambda: token_bytes(SEED_BYTES))

    def _file(self, log_id: UUID, number: int) -> Path:
        return self._folder / f"{log_id}.{number}.key"

    def _numbers(self, log_id: UUID) -> set[int]:
        names = (path.name.split(".")[1] for path in self._folder.glob(f"{log_id}.*.key"))
        return {int(name) for name in names if name.isdecimal()}


def _number(log_id: UUID, origin: str) -> int:
    """Return which tree of its log an origin names: the first one has no number."""
    _, _, behind = origin.rpartition(str(log_id))
    found = _NUMBERED.fullmatch(behind)
    return int(found[1]) if found else 1


def origin_parts(origin: str) -> tuple[str, UUID | None]:
    """Return the name of the ledger in an origin, and which log it is of; none if it says none."""
    found = _ORIGIN.fullmatch(origin)
    return (found["name"], UUID(found["log"])) if found else (origin, None)


def _parsed(content: bytes) -> SignerKey:
    return parse_signer_key(content.decode("utf-8", "replace").removesuffix("\n"))


def _named(content: bytes, origin: str) -> SignerKey:
    return _require_named(_parsed(content), origin)


def _require_named(key: SignerKey, origin: str) -> SignerKey:
    if key.name != origin:
        raise LedgerError("key_of_another", name=origin, found=key.name)
    return key
