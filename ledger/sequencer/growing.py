"""The tree of one log as it grows: what is new is read, hashed, signed and published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.cosignature import sign_text
from ledger.proof.entries import leaves_of
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.note import Note, note_bytes
from ledger.proof.signer import Signer
from ledger.proof.tiles import TILE_WIDTH
from ledger.published import ENTRIES
from ledger.rows import Row, Rows
from ledger.sequencer.remembered import Remembered
from ledger.sequencer.standing import Standing, require_root
from ledger.sequencer.trees import Laid, SignedHead, Trees

EVENTS_AT_ONCE: Final = 4_096
_BUNDLE_BYTES: Final = TILE_WIDTH * HASH_BYTES


class Growing:
    """Grows one tree. After any error it is behind or ahead of what is stored: stand anew."""

    def __init__(
        self, standing: Standing, rows: Rows, trees: Trees, signer: Signer, remembered: Remembered
    ) -> None:
        self._tree = standing
        self._rows = rows
        self._trees = trees
        self._signer = signer
        self._remembered = remembered
        self._signed: tuple[Checkpoint, bytes] | None = None

    def signed(self) -> tuple[Checkpoint, bytes]:
        """Return the head of the tree as it is, and its note: the same bytes each time."""
        if self._signed is None or self._signed[0].size != self.size:
            head = Checkpoint(self._tree.origin, self.size, self._tree.edge.root())
            text = checkpoint_text(head)
            self._signed = head, note_bytes(Note(text, (sign_text(text, self._signer),)))
        return self._signed

    @property
    def size(self) -> int:
        """Return how many events the tree covers."""
        return self._tree.edge.size

    def grow(self) -> list[Row]:
        """Sign what is new in the log, at most some thousands of events; return these.

        They are read as they are stored, and hashed from their bytes: what is signed is what
        whoever reads the log will find.

        Raises:
            LedgerError: ``positions_missing``, ``event_altered``, ``tree_forked``: alarms;
                ``checkpoint_taken``, ``file_unwritable``, ``unavailable``.
        """
        promised = self._tree.promised
        limit = EVENTS_AT_ONCE if promised is None else promised.size - self.size
        rows = self._rows.after(self.size, limit)
        if rows:
            entries = [self._tree.chain.follow(row) for row in rows]
            self._publish(self._laid(entries), rows[-1].recorded_at)
        return rows

    def _laid(self, entries: Sequence[bytes]) -> list[Laid]:
        """Return the tiles that change, of the tree and of its entries."""
        first = self.size // TILE_WIDTH
        behind = self._tree.entries + b"".join(entries)
        made = self._tree.edge.grow(leaves_of(entries))
        laid: list[Laid] = [(tile.level, tile.index, hashes) for tile, hashes in made]
        for begin in range(0, len(behind), _BUNDLE_BYTES):
            bundle = behind[begin : begin + _BUNDLE_BYTES]
            laid.append((ENTRIES, first + begin // _BUNDLE_BYTES, bundle))
        self._tree.entries = behind[len(behind) - len(behind) % _BUNDLE_BYTES :]
        return laid

    def _publish(self, laid: Sequence[Laid], at: int) -> None:
        head, note = self.signed()
        if self._tree.promised is not None:
            require_root(self._tree.promised, head.root)
            self._tree.promised = None
        # first, so that it is never behind what is published: who dies in between signs it again
        self._remembered.write(note)
        signed = SignedHead(head.size, head.root, note.decode())
        self._trees.publish(self._tree.origin, laid, signed, at)
