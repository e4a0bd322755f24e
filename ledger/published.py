"""The trees of a log as anybody may read them: checkpoints with their cosignatures, and tiles.

Nothing here is trusted by who verifies: tiles are held against a signed root
(`proof.verified_tiles`), and a root against a policy (`proof.checked`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.rows import TupleRow

from ledger.errors import LedgerError
from ledger.proof.entries import bundle_bytes
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.tiles import Bundle, Tile, path_of
from ledger.proof.vkey import VerifierKey, parse_vkey
from ledger.rotations import shown_rotations
from ledger.rows import Rows
from ledger.watching.rotated import ShownRotation

ENTRIES: Final = -1
"""The level that has what the leaves are the hashes of."""

_ORIGINS: Final = b"SELECT origin FROM ledger.trees WHERE log_id = %b ORDER BY number"
_KEYS: Final = b"SELECT vkey FROM ledger.trees WHERE log_id = %b ORDER BY number"
_NEWEST: Final = b"""
    SELECT c.size, c.root, c.note,
        coalesce((
            SELECT string_agg(s.line, '' ORDER BY s.witness) FROM ledger.cosignatures AS s
            WHERE s.origin = c.origin AND s.size = c.size), '')
    FROM ledger.checkpoints AS c WHERE c.origin = %b AND c.size >= %b
        AND (NOT %b OR EXISTS (
            SELECT FROM ledger.cosignatures AS s WHERE s.origin = c.origin AND s.size = c.size))
    ORDER BY c.size DESC LIMIT 1
"""
_BEFORE: Final = b"""
    SELECT c.size, c.root, c.note,
        (SELECT string_agg(s.line, '' ORDER BY s.witness) FROM ledger.cosignatures AS s
            WHERE s.origin = c.origin AND s.size = c.size)
    FROM ledger.checkpoints AS c WHERE c.origin = %b AND c.size < %b
        AND (SELECT max(s.at) FROM ledger.cosignatures AS s
            WHERE s.origin = c.origin AND s.size = c.size) <= %b
    ORDER BY c.size DESC LIMIT 1
"""
TILE: Final = b"SELECT hashes FROM ledger.tiles WHERE origin = %b AND level = %b AND number = %b"


class PublishedHead(NamedTuple):
    """The head of a tree; ``note`` is the checkpoint with every cosignature there is of it."""

    size: int
    root: bytes
    note: bytes


class Published:
    """What was published of one log. Every method raises `LedgerError` as `Rows.fetch` does."""

    def __init__(self, log_id: UUID, rows: Rows) -> None:
        self.log_id = log_id
        self._rows = rows

    def origins(self) -> list[str]:
        """Return the origins of the log's trees in their order; the last one's grows."""
        return [str(origin) for (origin,) in self._rows.fetch(_ORIGINS, [self.log_id])]

    def keys(self) -> list[VerifierKey]:
        """Return the keys of the log's trees in their order, each with its tree's origin as name.

        Raises:
            LedgerError: ``key_malformed``.
        """
        return [parse_vkey(str(vkey)) for (vkey,) in self._rows.fetch(_KEYS, [self.log_id])]

    def rotations(self) -> list[ShownRotation]:
        """Return what the log says of where it went on in another tree, to be shown to anybody."""
        return shown_rotations(self.log_id, self._rows)

    def newest(
        self, origin: str, *, least: int = 0, witnessed: bool = False
    ) -> PublishedHead | None:
        """Return the newest checkpoint of a tree that covers ``least`` events, if there is one.

        ``witnessed``: the newest of those that any witness has cosigned. Whether these are enough
        is for a policy to say.
        """
        return self._head(_NEWEST, [origin, least, witnessed])

    def before(self, origin: str, size: int, at: int) -> PublishedHead | None:
        """Return the newest head with less than ``size`` events that witnesses have cosigned.

        Only one that they cosigned by second ``at``: while a log stands still, for whatever
        reason, its last head is cosigned again and again.
        """
        return self._head(_BEFORE, [origin, size, at])

    def _head(self, query: bytes, arguments: list[object]) -> PublishedHead | None:
        found = self._rows.fetch(query, arguments)
        if not found:
            return None
        size, root, note, lines = found[0]
        return PublishedHead(int(size), bytes(root), f"{note}{lines}".encode())

    def tile(self, origin: str, tile: Tile) -> bytes:
        """Return the hashes of a tile, as many as it is asked for: it may have grown since.

        Raises:
            LedgerError: ``tile_missing``.
        """
        return self._hashes(origin, tile.level, tile)

    def bundle(self, origin: str, bundle: Bundle) -> bytes:
        """Return the entries behind a tile of level 0, as C2SP tlog-tiles writes them.

        Raises:
            LedgerError: ``tile_missing``.
        """
        hashes = self._hashes(origin, ENTRIES, bundle)
        cut = range(0, len(hashes), HASH_BYTES)
        return bundle_bytes(hashes[begin : begin + HASH_BYTES] for begin in cut)

    def _hashes(self, origin: str, level: int, asked: Tile | Bundle) -> bytes:
        return cut_tile(self._rows.fetch(TILE, [origin, level, asked.index]), origin, asked)


def cut_tile(found: Sequence[TupleRow], origin: str, asked: Tile | Bundle) -> bytes:
    """Return as many hashes as are asked for, of what `TILE` has found: it may have more by now.

    Raises:
        LedgerError: ``tile_missing``.
    """
    hashes = bytes(found[0][0]) if found else b""
    if len(hashes) < asked.width * HASH_BYTES:
        raise LedgerError("tile_missing", origin=origin, path=path_of(asked))
    return hashes[: asked.width * HASH_BYTES]
