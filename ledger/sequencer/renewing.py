"""The first checkpoint of a tree that goes on for another one.

It covers every event that the log has, and MUST cover the event by which the log says that it goes
on under this origin: whoever sees the new tree sees why it is one, and what was signed before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from ledger.chain import Chain
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.cosignature import sign_text
from ledger.proof.edge import Edge
from ledger.proof.entries import leaves_of
from ledger.proof.note import Note, note_bytes
from ledger.proof.signer import Signer
from ledger.proof.tiles import TILE_WIDTH
from ledger.published import ENTRIES
from ledger.rotations import rotations
from ledger.rows import Rows
from ledger.sequencer.remembered import Remembered
from ledger.sequencer.standing import NOTE, require_root
from ledger.sequencer.trees import Laid, SignedHead, Trees

EVENTS_AT_ONCE = 16 * TILE_WIDTH
"""Whole tiles, so that no batch but the last leaves a partial one."""


def renew(log_id: UUID, rows: Rows, trees: Trees, signer: Signer, remembered: Remembered) -> None:
    """Sign the first checkpoint of the tree that ``signer`` is the key of, over the whole log.

    Raises:
        LedgerError: ``rotation_unsaid`` if the log does not say that it goes on so: nothing is
            signed then; ``log_shrank``, ``tree_forked`` if it is not what was signed just before
            a process died; ``event_altered``, ``positions_missing``; and as `Remembered.read`.
    """
    origin = signer.verifier.name
    promised = _promised(origin, remembered)
    size = rows.head() if promised is None else promised.size
    _require_said(log_id, rows, origin, size)
    edge, at = grown(log_id, rows, size, lambda laid: trees.lay(origin, laid))
    head = Checkpoint(origin, size, edge.root())
    if promised is not None:
        require_root(promised, head.root)
    text = checkpoint_text(head)
    note = note_bytes(Note(text, (sign_text(text, signer),)))
    remembered.write(note)  # first, as ever: who dies in between signs the same again
    trees.publish(origin, (), SignedHead(size, head.root, note.decode()), at)


def require_history(log_id: UUID, rows: Rows, signed: Checkpoint) -> None:
    """Refuse a log that is not what was signed of it, as far as that goes.

    Raises:
        LedgerError: ``tree_forked``, ``log_shrank``, ``event_altered``, ``positions_missing``.
    """
    edge, _ = grown(log_id, rows, signed.size, lambda _: None)
    require_root(signed, edge.root())


def grown(
    log_id: UUID, rows: Rows, size: int, lay: Callable[[Iterable[Laid]], None]
) -> tuple[Edge, int]:
    """Return the tree over the first ``size`` events, hashed from their bytes, and the last time.

    ``lay`` gets the tiles, of the tree and of its entries, as they come.

    Raises:
        LedgerError: ``log_shrank`` if there are not so many; ``event_altered``,
            ``positions_missing``.
    """
    chain, edge = Chain(log_id), Edge(0, lambda _: b"")
    while edge.size < size:
        first, found = edge.size, rows.after(edge.size, EVENTS_AT_ONCE, size)
        if not found:
            raise LedgerError(
                "log_shrank", origin=str(log_id), signed=size, found=first, known_by=NOTE
            )
        entries = [chain.follow(row) for row in found]
        made = edge.grow(leaves_of(entries))
        lay(
            [
                *((tile.level, tile.index, hashes) for tile, hashes in made),
                *_bundles(first, entries),
            ]
        )
    return edge, chain.recorded_at


def _bundles(first: int, entries: Sequence[bytes]) -> Iterable[Laid]:
    for begin in range(0, len(entries), TILE_WIDTH):
        yield ENTRIES, (first + begin) // TILE_WIDTH, b"".join(entries[begin : begin + TILE_WIDTH])


def _promised(origin: str, remembered: Remembered) -> Checkpoint | None:
    """Return the first head of this tree, if it was signed and nobody could publish it."""
    known = remembered.read()
    return known if known is not None and known.origin == origin else None


def _require_said(log_id: UUID, rows: Rows, origin: str, size: int) -> None:
    said = rotations(log_id, rows, size)
    if not said or said[-1].said.new_origin != origin:
        raise LedgerError("rotation_unsaid", origin=origin)
