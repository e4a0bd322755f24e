"""What was signed and stored of a log's tree, held against its leaves."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.errors import LedgerError
from ledger.fsck.fault import Fault
from ledger.fsck.log import CheckedLog
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.edge import Edge
from ledger.proof.tiles import Tile, path_of
from ledger.proof.vkey import VerifierKey
from ledger.published import Published
from ledger.sequencer.remembered import checkpoint_of


def newest_signed(published: Published, key: VerifierKey | None) -> Checkpoint | None:
    """Return the newest head of a log's tree, signed by ``key``; nothing if it was never signed.

    Without a key, the one to go by is taken from the database that is looked at: what somebody
    signed who has rewritten all of it is found right.

    Raises:
        LedgerError: ``unavailable``, ``key_malformed``, ``note_malformed``, ``note_unsigned``,
            ``signature_invalid``, ``checkpoint_malformed``.
    """
    keys = [key] if key else published.keys()[-1:]
    head = published.newest(keys[0].name) if keys else None
    return head and checkpoint_of(head.note, keys[0])


def check_signed(log: CheckedLog, published: Published, signed: Checkpoint) -> Iterator[Fault]:
    """Yield what of a log, and of the tiles that are stored, does not fit a head that was signed.

    Raises:
        LedgerError: ``unavailable``.
    """
    where = f"checkpoint of {signed.origin} at size {signed.size}"
    if signed.size > log.size:
        yield Fault(check="size", expected=f">= {signed.size}", actual=str(log.size), where=where)
        return
    edge = Edge(0, lambda _: b"")
    made = edge.grow(log.leaves(signed.size))
    if edge.root() != signed.root:
        expected, actual = signed.root.hex(), edge.root().hex()
        yield Fault(check="root", expected=expected, actual=actual, where=where)
    for tile, hashes in made:
        stored = _stored(published, signed.origin, tile)
        if stored != hashes:
            yield Fault(
                check="tile",
                expected="the hashes of its events",
                actual="others" if stored else "none",
                where=path_of(tile),
            )


def _stored(published: Published, origin: str, tile: Tile) -> bytes:
    try:
        return published.tile(origin, tile)
    except LedgerError as missing:
        if missing.code != "tile_missing":
            raise
    return b""
