"""Receipts of events: that what was recorded is in a tree that others have seen (C2SP tlog-proof).

What must be shown before anybody gets one:

1. The event, hashed anew from the bytes that are stored, is the leaf that its writer computed.
2. At its index the signed tree has that very leaf.

Anything else is an alarm: what was signed is not what was recorded. The opening of the event is in
the receipt as extra data, so that the file alone says of what it is the receipt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

import msgspec
from psycopg import sql

from ledger.chain import opening_of
from ledger.errors import LedgerError
from ledger.opening import NO_LEAF, Opening, entry_hash, opening_bytes
from ledger.proof.hashing import leaf_hash
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.policy import Policy
from ledger.proof.receipt import Receipt, receipt_bytes
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.published import Published
from ledger.rows import Row, Rows, query_of
from ledger.witnessed import NOBODY, Witnessed, WitnessedHead

_EVENT: Final = sql.SQL("""
    SELECT {row}, p.leaf_hash FROM {events} AS e
    LEFT JOIN {events} AS p ON p.log_id = e.log_id AND p.stream_id = e.stream_id
        AND p.version = e.version - 1
    WHERE e.log_id = %b AND e.position = %b
""")
_HALTED: Final = b"SELECT code, facts->>'position' FROM ledger.halted WHERE log_id = %b"
KEPT: Final = 16_384
"""So many events are remembered to have been seen."""
_ALTERED: Final = "event_altered"
ALARMS: Final = frozenset(
    {"leaf_contradicted", "tiles_refuted", "tile_refuted", "tile_malformed", "tile_missing"}
)
"""What says that a log was signed otherwise than it was recorded, or is not stored as signed."""


class Claim(msgspec.Struct, frozen=True):
    """What somebody wants a receipt of: a position, and the leaf that was computed for it."""

    position: int
    leaf: bytes


class Tree(msgspec.Struct, frozen=True):
    """A witnessed head, and its tree, held against it."""

    head: WitnessedHead
    tiles: VerifiedTiles


class Receipts:
    """Makes receipts of one log. Safe for threads."""

    def __init__(self, log_id: UUID, rows: Rows, policy: Policy = NOBODY) -> None:
        self.log_id = log_id
        self._rows = rows
        self._event = query_of(_EVENT, log_id)
        self._published = Published(log_id, rows)
        self._kept: Tree | None = None
        self._seen: dict[bytes, WitnessedHead] = {}
        self.policy = policy
        self.witnessed = Witnessed(log_id, rows, policy)

    def newest(self, least: int) -> Tree | None:
        """Return the newest tree that covers ``least`` events and that enough have seen.

        Raises:
            LedgerError: ``unavailable``; ``tiles_refuted``, ``tile_missing``, ``tile_malformed``:
                alarms.
        """
        head = self.witnessed.newest(least)
        if head is None:
            return None
        kept = self._kept
        if kept is None or kept.head != head:
            kept = self._kept = Tree(head, self._tiles(head))
        return kept

    def receipt(self, tree: Tree, claim: Claim) -> bytes:
        """Return the receipt of an event that ``tree`` covers.

        Raises:
            LedgerError: ``leaf_contradicted`` (an alarm): what is stored or was signed at this
                position is not what was recorded; and as `VerifiedTiles.node`.
        """
        opening = self._opening(claim)
        index, size = claim.position - 1, tree.head.size
        if (stored := leaf_hash(entry_hash(opening))) != claim.leaf:  # 1
            raise self._contradicted(claim, stored.hex())
        self._require_in(tree, claim)
        proof = inclusion_proof(tree.tiles.node, index, size)
        return receipt_bytes(Receipt(index, proof, tree.head.note, opening_bytes(opening)))

    def seen(self, claims: Sequence[Claim]) -> Mapping[bytes, WitnessedHead]:
        """Return by its leaf the first head with each event that enough have seen; not of others.

        ``claims`` are in the order of their positions.

        Raises:
            LedgerError: ``leaf_contradicted``, and as `newest`.
        """
        found: dict[bytes, WitnessedHead] = {}
        head: WitnessedHead | None = None
        tree: Tree | None = None
        for claim in claims:
            known = self._seen.get(claim.leaf)
            if known is None:
                if head is None or head.size < claim.position:
                    head = self.witnessed.first(claim.position)
                if tree is None or tree.head.size < claim.position:
                    tree = self.newest(claim.position)
                if head is None or tree is None:
                    break
                self._require_in(tree, claim)
                known = head
            found[claim.leaf] = known
        self._keep(found)
        return found

    def require_unaltered(self, claim: Claim) -> None:
        """Refuse if the log is signed no further because of this very event, or one before it.

        Raises:
            LedgerError: ``leaf_contradicted`` (an alarm); ``unavailable``.
        """
        for code, position in self._rows.fetch(_HALTED, [self.log_id]):
            if code == _ALTERED and position == str(claim.position):
                raise self._contradicted(claim, "-")

    def _require_in(self, tree: Tree, claim: Claim) -> None:
        if (signed := tree.tiles.node(0, claim.position - 1)) != claim.leaf:  # 2
            raise self._contradicted(claim, signed.hex())

    def _keep(self, found: Mapping[bytes, WitnessedHead]) -> None:
        """Remember what never changes again, as far as there is room."""
        if len(self._seen) + len(found) > KEPT:
            self._seen = {}
        self._seen.update(found)

    def _contradicted(self, claim: Claim, actual: str) -> LedgerError:
        return LedgerError(
            "leaf_contradicted",
            log_id=str(self.log_id),
            position=claim.position,
            expected=claim.leaf.hex(),
            actual=actual,
        )

    def _tiles(self, head: WitnessedHead) -> VerifiedTiles:
        return VerifiedTiles(head.size, head.root, partial(self._published.tile, head.origin))

    def _opening(self, claim: Claim) -> Opening:
        found = self._rows.fetch(self._event, [self.log_id, claim.position])
        if not found:
            raise self._contradicted(claim, "-")
        *columns, prev = found[0]
        before = NO_LEAF if prev is None else bytes(prev)
        return opening_of(self.log_id.bytes, Row._make(columns), before)
