"""The trees of a log as they are stored: tiles, and the checkpoints that were signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, LiteralString, NamedTuple, TypeAlias
from uuid import UUID

from psycopg.rows import TupleRow

from ledger.errors import LedgerError
from ledger.proof.tiles import TILE_WIDTH, Tile
from ledger.proof.vkey import VerifierKey, vkey_of
from ledger.published import ENTRIES, TILE, cut_tile
from ledger.rows import LAST_POSITION
from ledger.sequencer.session import Session, asking

Laid: TypeAlias = tuple[int, int, bytes]
"""A tile that is new or wider: level, index, hashes."""


class SignedHead(NamedTuple):
    """The head of a tree, and the note that signs it."""

    size: int
    root: bytes
    note: str


_ORIGINS: Final = "SELECT origin FROM ledger.trees WHERE log_id = %s ORDER BY number"
_BEGIN: Final = """
INSERT INTO ledger.trees (origin, log_id, number, vkey)
SELECT %(origin)s, %(log)s, count(*) + 1, %(vkey)s FROM ledger.trees WHERE log_id = %(log)s
"""
_LAST: Final = """
SELECT size, root, note FROM ledger.checkpoints WHERE origin = %s AND size <= %s
ORDER BY size DESC LIMIT 1
"""
_LAY: Final = """
INSERT INTO ledger.tiles (origin, level, number, hashes) VALUES (%s, %s, %s, %s)
ON CONFLICT (origin, level, number) DO UPDATE SET hashes = excluded.hashes
"""
# one statement, and so one transaction: both or neither
_PUBLISH: Final = """
WITH signed AS (
    INSERT INTO ledger.checkpoints (origin, size, root, note, signed_at)
    VALUES (%(origin)s, %(size)s, %(root)s, %(note)s, %(at)s)
    ON CONFLICT DO NOTHING RETURNING size
), laid AS (
    INSERT INTO ledger.tiles (origin, level, number, hashes)
    SELECT %(origin)s, tile.*
    FROM unnest(%(levels)s::smallint[], %(numbers)s::bigint[], %(hashes)b::bytea[]) AS tile
    WHERE EXISTS (SELECT FROM signed)
    ON CONFLICT (origin, level, number) DO UPDATE SET hashes = excluded.hashes
)
SELECT size FROM signed
"""


class Trees:
    """The trees of one log, over the session of the one who signs.

    Every method raises `LedgerError` ``unavailable``.
    """

    def __init__(self, log_id: UUID, session: Session) -> None:
        self._log_id = log_id
        self._session = session

    def origins(self) -> list[str]:
        """Return the origins of the log's trees; the last one is that of the tree that grows."""
        with asking(self._session):
            found = self._session.execute(_ORIGINS, [self._log_id]).fetchall()
        return [str(origin) for (origin,) in found]

    def begin(self, key: VerifierKey) -> None:
        """Begin an empty tree, which grows from now on instead of the one before.

        It is signed by ``key``, whose name is its origin.
        """
        begun = {"origin": key.name, "log": self._log_id, "vkey": vkey_of(key)}
        with asking(self._session):
            self._session.execute(_BEGIN, begun)

    def last(self, origin: str, most: int = LAST_POSITION) -> SignedHead | None:
        """Return the newest checkpoint of a tree, or of its first ``most`` events."""
        found = self._row(_LAST, [origin, most])
        if found is None:
            return None
        return SignedHead(int(found[0]), bytes(found[1]), str(found[2]))

    def tile(self, origin: str, tile: Tile) -> bytes:
        """Return the hashes of a tile, as many as it is asked for: it may have grown since.

        Raises:
            LedgerError: ``tile_missing``.
        """
        return self._hashes(origin, tile.level, tile)

    def edge_of_entries(self, origin: str, size: int) -> bytes:
        """Return the entries in the last bundle of a tree of ``size`` leaves, if that is partial.

        Raises:
            LedgerError: ``tile_missing``.
        """
        index, width = divmod(size, TILE_WIDTH)
        return self._hashes(origin, ENTRIES, Tile(0, index, width)) if width else b""

    def lay(self, origin: str, laid: Iterable[Laid]) -> None:
        """Store tiles of a tree that nothing was signed of yet; what is there is replaced."""
        with asking(self._session), self._session.cursor() as cursor:
            cursor.executemany(_LAY, [(origin, *one) for one in laid])

    def publish(self, origin: str, laid: Iterable[Laid], signed: SignedHead, at: int) -> None:
        """Store tiles and the checkpoint over them, both or neither; durable on return.

        ``at`` is in microseconds since 1970 UTC.

        Raises:
            LedgerError: ``checkpoint_taken`` if one of this size was signed already.
        """
        tiles = [*laid]
        published = {
            "origin": origin,
            **signed._asdict(),
            "at": at,
            "levels": [level for level, _, _ in tiles],
            "numbers": [number for _, number, _ in tiles],
            "hashes": [hashes for _, _, hashes in tiles],
        }
        with asking(self._session):
            if self._session.execute(_PUBLISH, published).fetchone() is None:
                raise LedgerError("checkpoint_taken", origin=origin, size=signed.size)

    def _hashes(self, origin: str, level: int, asked: Tile) -> bytes:
        with asking(self._session):
            found = self._session.execute(TILE, [origin, level, asked.index]).fetchall()
        return cut_tile(found, origin, asked)

    def _row(self, query: LiteralString, arguments: Sequence[object]) -> TupleRow | None:
        with asking(self._session):
            return self._session.execute(query, arguments).fetchone()
