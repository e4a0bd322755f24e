"""What a witness remembers: one file, replaced whole before anything is cosigned.

::

    {"<origin>": {"size": 400123, "root": "<64 hexadecimal digits>"}, ...}
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Annotated

import msgspec
from msgspec import Meta

from api.refusals import ApiError
from ledger.evidence.manifest import Hex32
from ledger.locks import open_lock, try_lock
from ledger.private_files import read_private, replace_private
from ledger.proof.checkpoint import Checkpoint


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest tree of one log that was cosigned; ``root`` as hexadecimal digits."""

    size: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    root: Hex32


class Memory:
    """The file of one witness, which one process has at a time. Safe for threads."""

    def __init__(self, path: Path) -> None:
        """Open the file; it is made with the first cosignature.

        Raises:
            ApiError: ``witness_running`` if another process has it; ``witness_file_malformed``: a
                witness that has forgotten what it saw MUST NOT go on as if it had seen nothing.
            LedgerError: ``file_exposed``, ``file_unreadable``.
        """
        self._path = path
        self._lock = Lock()
        self._held = open_lock(path.with_name(f"{path.name}.lock"))
        if not try_lock(self._held):
            raise ApiError("witness_running", path=str(path))
        try:
            self._seen = _read(path) if path.exists() else {}
        except Exception:
            os.close(self._held)
            raise

    def advance(self, origin: str, judge: Callable[[Checkpoint | None], Checkpoint]) -> Checkpoint:
        """Return the checkpoint that ``judge`` allows after what is remembered; it is durable then.

        One at a time: two requests that are judged by one memory could take a log back.

        Raises:
            LedgerError: what ``judge`` raises; ``file_unwritable``.
        """
        with self._lock:
            seen = self._seen.get(origin)
            before = seen and Checkpoint(origin, seen.size, bytes.fromhex(seen.root))
            allowed = judge(before or None)
            self._seen[origin] = Seen(allowed.size, allowed.root.hex())
            replace_private(self._path, msgspec.json.encode(self._seen))
            return allowed

    def close(self) -> None:
        """Let another process have the file."""
        os.close(self._held)


def _read(path: Path) -> dict[str, Seen]:
    octets = read_private(path)
    try:
        seen = msgspec.json.decode(octets, type=dict[str, Seen])
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise ApiError("witness_file_malformed", path=str(path), reason=str(wrong)) from wrong
    if msgspec.json.encode(seen) != octets:  # a log that is there twice could be the smaller one
        reason = "it is not as it was written"
        raise ApiError("witness_file_malformed", path=str(path), reason=reason)
    return seen
