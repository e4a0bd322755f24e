"""A tree as it stands when its sequencer starts: nothing is signed before all of it was checked.

1. The last checkpoint is signed by our key and says what its row says.
2. The tiles, hashed anew from the leaves, are those that are stored, and make its root.
3. The log has at least as many events, as many as it says, and where each stream ends the tree has
   that leaf.
4. What we remember to have signed is that tree, an earlier state of it, or the next one: whoever
   dies between signing and publishing has remembered it already. Then nothing else comes next.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

import msgspec
from psycopg import sql

from ledger.chain import Chain, altered
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.edge import Edge
from ledger.proof.hashing import EMPTY_ROOT
from ledger.proof.ranges import root_of
from ledger.proof.tiles import path_of, tiles_of
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.proof.vkey import VerifierKey
from ledger.rows import Rows, Tip, query_of
from ledger.sequencer.remembered import checkpoint_of
from ledger.sequencer.trees import Trees

TILES_AT_ONCE = 64
_STORED = sql.SQL("""
    SELECT h.position, coalesce((SELECT max(e.position) FROM {events} AS e WHERE e.log_id = %b), 0)
    FROM ledger.log_head AS h WHERE h.log_id = %b
""")

DATABASE, NOTE = "database", "sequencer"
"""Who knows how far a log was signed: its checkpoints, or the note that is kept beside its key."""


class Standing(msgspec.Struct, kw_only=True):
    """A tree that was found whole, and the chains of the log up to its size.

    ``entries`` are those behind the last leaves, if their tile is partial; ``promised`` is the
    head that was signed and not yet published.
    """

    origin: str
    edge: Edge
    entries: bytes
    chain: Chain
    promised: Checkpoint | None


def stand(
    log_id: UUID, rows: Rows, trees: Trees, key: VerifierKey, remembered: Checkpoint | None
) -> Standing:
    """Return the tree of a log that grows, checked.

    Raises:
        LedgerError: ``tree_missing``, ``checkpoint_altered``, ``tile_missing``, ``tile_altered``,
            ``tree_altered``, ``log_shrank``, ``event_altered``, ``tree_forked``; and as
            `checkpoint_of`.
    """
    *before, origin = trees.origins() or _missing(log_id)
    signed = _last_signed(trees, origin, key)
    known = None if remembered is None or remembered.origin in before else remembered
    head, last = _stored(log_id, rows)
    require_no_less(min(head, last), signed, known)
    if head != last:
        raise altered(last, "log_head", last, head)
    edge = _rebuilt(trees, signed)
    tiles = VerifiedTiles(signed.size, signed.root, partial(trees.tile, origin))
    if known is not None and known.size <= signed.size:
        _require_earlier(tiles, known)
    return Standing(
        origin=origin,
        edge=edge,
        entries=trees.edge_of_entries(origin, signed.size),
        chain=_chain(log_id, rows, tiles),
        promised=known if known is not None and known.size > signed.size else None,
    )


def _stored(log_id: UUID, rows: Rows) -> tuple[int, int]:
    """Return the last position that a log says it has, and the last that is there."""
    found = rows.fetch(query_of(_STORED, log_id), [log_id, log_id])
    head, last = found[0] if found else (0, 0)
    return int(head), int(last)


def require_root(expected: Checkpoint, root: bytes) -> None:
    """Refuse a tree that has another root than was signed for its size: there are two of them.

    Raises:
        LedgerError: ``tree_forked``.
    """
    if root != expected.root:
        raise LedgerError(
            "tree_forked",
            origin=expected.origin,
            size=expected.size,
            expected=expected.root.hex(),
            actual=root.hex(),
        )


def _missing(log_id: UUID) -> list[str]:
    raise LedgerError("tree_missing", log_id=str(log_id))


def _last_signed(trees: Trees, origin: str, key: VerifierKey) -> Checkpoint:
    last = trees.last(origin)
    if last is None:
        return Checkpoint(origin, 0, EMPTY_ROOT)
    signed = checkpoint_of(last.note.encode(), key)
    if (signed.origin, signed.size, signed.root) != (origin, last.size, last.root):
        raise LedgerError("checkpoint_altered", origin=origin, size=last.size, signed=signed.size)
    return signed


def require_no_less(head: int, signed: Checkpoint, known: Checkpoint | None) -> None:
    """Refuse a database that has less than was signed, or forgot an origin: it was taken back.

    ``head`` is how many events it has; ``known`` is what is remembered beside the key.

    Raises:
        LedgerError: ``log_shrank``.
    """
    for by, one in ((DATABASE, signed), *([(NOTE, known)] if known else [])):
        if one.origin != signed.origin or one.size > head:
            raise LedgerError(
                "log_shrank", origin=one.origin, signed=one.size, found=head, known_by=by
            )


def _require_earlier(tiles: VerifiedTiles, known: Checkpoint) -> None:
    require_root(known, root_of(tiles.node, known.size))


def _rebuilt(trees: Trees, signed: Checkpoint) -> Edge:
    """Return the tree's edge, hashed anew from its leaves, each tile compared on the way."""
    edge = Edge(0, lambda tile: trees.tile(signed.origin, tile))
    leaves = [tile for tile in tiles_of(signed.size) if tile.level == 0]
    for begin in range(0, len(leaves), TILES_AT_ONCE):
        batch = leaves[begin : begin + TILES_AT_ONCE]
        made = edge.grow(b"".join(trees.tile(signed.origin, tile) for tile in batch))
        for tile, hashes in made:
            if tile.level and trees.tile(signed.origin, tile) != hashes:
                raise LedgerError("tile_altered", origin=signed.origin, path=path_of(tile))
    if edge.root() != signed.root:
        expected, actual = signed.root.hex(), edge.root().hex()
        raise LedgerError(
            "tree_altered",
            origin=signed.origin,
            size=signed.size,
            expected=expected,
            actual=actual,
        )
    return edge


def _chain(log_id: UUID, rows: Rows, tiles: VerifiedTiles) -> Chain:
    """Return the chains of the log up to the tree's size; each end must be in the tree."""
    ends = rows.ends(tiles.size)
    for end in ends:
        leaf = tiles.node(0, end.position - 1)
        if leaf != end.leaf_hash:
            raise altered(end.position, "leaf_hash", leaf.hex(), end.leaf_hash.hex())
    recorded_at = max((end.recorded_at for end in ends), default=0)
    return Chain(
        log_id, {end.stream_id: Tip(end.version, end.leaf_hash) for end in ends}, recorded_at
    )
