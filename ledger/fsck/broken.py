"""A stream of which something was changed: what, at which event, and what should be there.

After an event that was changed, the one link that still holds is followed. What was changed may be
the event, and then the next one was chained to the leaf that is stored; or the leaf that is stored,
and then to the one that the event makes.
"""

from __future__ import annotations

from struct import error
from typing import Final, NamedTuple

from psycopg.rows import TupleRow

from ledger.fsck.fault import Fault
from ledger.opening import NO_LEAF, entries_of
from ledger.proof.hashing import leaf_hash
from ledger.rows import Row

_KINDS: Final = (int, bytes, int, bytes, bytes, bytes, bytes, int, bytes)
"""What each column of `Row` has, read raw."""
SHOWN: Final = 64
NOTHING: Final = bytes(32)
"""The entry and the leaf of an event that cannot be hashed."""


class Made(NamedTuple):
    """What an event came to, at its position."""

    position: int
    at: int
    entry: bytes
    leaf: bytes


def mended(
    log_id: bytes, stream: bytes, history: list[TupleRow], faults: list[Fault]
) -> list[Made]:
    """Return what each event of a stream comes to, and say what is wrong with it."""
    chain = _Links(log_id, stream, faults)
    rows = [Row._make(columns) for columns in history]
    return [chain.made(row, number) for number, row in enumerate(rows, start=1)]


class _Links:
    def __init__(self, log_id: bytes, stream: bytes, faults: list[Fault]) -> None:
        self._ids = log_id, stream
        self._faults = faults
        self._prev: tuple[bytes, ...] = (NO_LEAF,)

    def made(self, row: Row, number: int) -> Made:
        """Return what the next event comes to: the leaf that is stored, if any link makes it."""
        missing = missing_in(row)
        if missing:
            return self._lost(row, number, "column", f"no {', no '.join(missing)}")
        if row.version != number:
            self._say(row, number, "version", str(number), str(row.version))
        try:
            tried = [self._tried(row, prev) for prev in self._prev]
        except error as wrong:
            return self._lost(row, number, "column", str(wrong))
        entry, leaf = next((one for one in tried if one[1] == row.leaf_hash), tried[0])
        if leaf != row.leaf_hash:
            self._say(row, number, "leaf_hash", leaf.hex(), shown(row.leaf_hash))
        self._prev = (leaf,) if leaf == row.leaf_hash else (leaf, row.leaf_hash)
        return Made(row.position, row.recorded_at, entry, leaf)

    def _tried(self, row: Row, prev: bytes) -> tuple[bytes, bytes]:
        event = (row.version, row.recorded_at, _octets(row.type), row.payload, row.meta, row.salt)
        (entry,) = entries_of(*self._ids, [event], [prev])
        return entry, leaf_hash(entry)

    def _lost(self, row: Row, number: int, check: str, actual: str) -> Made:
        """Say that an event cannot be hashed; the next one may be chained to the leaf stored."""
        self._say(row, number, check, "what can be hashed", actual)
        self._prev = (_octets(row.leaf_hash) or NOTHING,)
        return Made(_number(row.position), 0, NOTHING, NOTHING)

    def _say(self, row: Row, number: int, check: str, expected: str, actual: str) -> None:
        stream = self._ids[1].hex()
        self._faults.append(
            Fault(
                check=check,
                expected=expected,
                actual=actual,
                position=_number(row.position),
                where=f"{shown_text(row.type)}, version {number} of stream {stream}",
            )
        )


def missing_in(row: Row) -> list[str]:
    """Return which columns of a row, read raw, have no value of their kind."""
    return [
        name
        for name, value, kind in zip(Row._fields, row, _KINDS, strict=True)
        if not isinstance(value, kind)
    ]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _octets(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def shown(value: object) -> str:
    """Return bytes as digits, shortened: whatever is stored there has to fit on a screen."""
    digits = _octets(value).hex()
    return digits if len(digits) <= SHOWN else f"{digits[:SHOWN]}… ({len(digits) // 2} bytes)"


def shown_text(value: object, most: int = 255) -> str:
    """Return a text as it is stored, shortened, whatever its bytes are."""
    text = _octets(value).decode("utf-8", "backslashreplace")
    return text if len(text) <= most else f"{text[:most]}…"
