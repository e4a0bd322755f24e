"""The head map of one log for whoever makes evidence: read whole once, and then what is new."""

from __future__ import annotations

from threading import Lock

from ledger.errors import LedgerError
from ledger.proof.headmap import Head, HeadMap
from ledger.rows import Rows


class Heads:
    """Where the streams of a log end, as far as it was asked for last. Safe for threads.

    Nobody has to trust it: its root is held against what the log has said in its signed tree.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known = 0, HeadMap()
        self._lock = Lock()

    def at(self, through: int, root: bytes) -> HeadMap:
        """Return the map of all streams as they were at position ``through``, with this root.

        Costs as much as there are streams at first, and later as much as came since; a look back
        costs as much as the first.

        Raises:
            LedgerError: ``map_altered``; as `Rows.fetch`.
        """
        with self._lock:
            position, heads = self._known
            if 0 < position <= through:
                heads = heads.updated(_heads(self._rows.ends_between(position, through)))
            if heads.root != root:
                heads = HeadMap().updated(_heads(self._rows.ends_at(through)))
            self._known = through, heads
        if heads.root != root:
            expected, actual = root.hex(), heads.root.hex()
            raise LedgerError("map_altered", through=through, expected=expected, actual=actual)
        return heads


def _heads(ends: list[tuple[bytes, int, bytes]]) -> dict[bytes, Head]:
    return {stream: Head(version, leaf) for stream, version, leaf in ends}
