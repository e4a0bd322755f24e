"""Checkpoints: what a log signs to say how its tree stands (C2SP tlog-checkpoint)."""

from __future__ import annotations

import re

import msgspec

from ledger.errors import LedgerError
from ledger.proof.encoding import decimal, hash_from_base64, to_base64
from ledger.proof.hashing import EMPTY_ROOT

ORIGIN_BYTES_MAX = 255

_LINE = re.compile(r"[^\x00-\x1f]+")


class Checkpoint(msgspec.Struct, frozen=True):
    """The head of the tree that goes by ``origin``: so many leaves, this root of 32 bytes.

    ``extensions`` are lines that no witness vouches for.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the text of the note."""
    root = to_base64(checkpoint.root)
    lines = (checkpoint.origin, str(checkpoint.size), root, *checkpoint.extensions)
    return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Return what the text of a note says; `checkpoint_text` of it is this very text.

    Raises:
        LedgerError: ``checkpoint_malformed``, also where a tree without leaves is said to have
            another root than that of the empty tree.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(map(_LINE.fullmatch, lines)):
        raise _malformed("it has not three lines or more, none of them empty")
    origin, written_size, written_root, *extensions = lines
    if len(origin.encode()) > ORIGIN_BYTES_MAX:
        raise _malformed(f"its origin has more than {ORIGIN_BYTES_MAX} bytes")
    size, root = decimal(written_size), hash_from_base64(written_root)
    if size is None:
        raise _malformed("its size is not a decimal")
    if root is None:
        raise _malformed("its root is not the base64 of 32 bytes")
    if not size and root != EMPTY_ROOT:
        raise _malformed("an empty tree has another root")
    return Checkpoint(origin, size, root, tuple(extensions))


def _malformed(reason: str) -> LedgerError:
    return LedgerError("checkpoint_malformed", reason=reason)
