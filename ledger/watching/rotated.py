"""A log that goes on in another tree, as whoever watches it may believe: because it says so itself.

1. The newer head is signed by a key of the policy, as is the head that is remembered.
2. What the log says of each rotation is an event under the newer head, at the place that is shown,
   on the log's own stream.
3. One leads to the next, from the origin that is remembered to that of the newer head.
4. The checkpoint that the first of them names is signed by the old key, and is no earlier state
   than what is remembered.
5. What came back is what was signed: both, as far as they go, are states of the newer tree.
6. What did not come back goes on from what is remembered, where its tiles are still to be had.

What was lost is told: whoever trusts the new key by the policy has agreed to that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from aggregates.log import KEY, LOG
from aggregates.log.events import LogRotated
from ledger.codec import Codec, stored_name
from ledger.errors import LedgerError
from ledger.opening import Opening, entry_hash, parse_opening
from ledger.payload import open_clear
from ledger.proof.checked import check_checkpoint
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.edge import TileSource
from ledger.proof.hashing import leaf_hash
from ledger.proof.note import parse_note
from ledger.proof.policy import Policy
from ledger.proof.ranges import root_of
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.stream import stream_id
from ledger.watching.growth import require_growth

ROTATIONS: Final = "rotations"
"""The file, beside the checkpoint, of what a log says of its rotations."""
ROTATIONS_BYTES_MAX: Final = 1 << 20
_NAME: Final = stored_name(LogRotated)
_CODEC: Final = Codec({_NAME: LogRotated})


class ShownRotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event by which a log says that it goes on: where it is, its opening, what it says.

    Both are the bytes that are hashed; in the file they stand in base64.
    """

    position: int
    opening: bytes
    payload: bytes


class Followed(msgspec.Struct, frozen=True):
    """How many events of what is remembered the newer tree has, of how many."""

    kept: int
    known: int


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(tuple[ShownRotation, ...])


def rotations_bytes(shown: Sequence[ShownRotation]) -> bytes:
    """Return the file of these rotations, in their order."""
    return _encoder.encode(shown)


def parse_rotations(octets: bytes) -> tuple[ShownRotation, ...]:
    """Return what a file shows.

    Raises:
        LedgerError: ``rotation_refuted``.
    """
    try:
        return _decoder.decode(octets)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise LedgerError("rotation_refuted", why=str(wrong)) from wrong


def require_followed(
    known: Checkpoint,
    head: Checkpoint,
    shown: Sequence[ShownRotation],
    policy: Policy,
    source: TileSource,
    old_source: Callable[[str], TileSource],
) -> Followed:
    """Return what became of ``known`` in the tree of ``head``, which is of another origin.

    Both are signed by keys of the policy (1). ``source`` gives tiles of the newer tree,
    ``old_source`` those of the tree of an origin; neither is trusted.

    Raises:
        LedgerError: ``log_renamed`` if the log does not say that it goes on so;
            ``rotation_refuted`` if what is shown is not what it says; ``log_went_back``,
            ``tree_forked``, ``consistency_refuted`` if that contradicts what is remembered; and
            as the sources and `VerifiedTiles`.
    """
    tiles = VerifiedTiles(head.size, head.root, source)
    said = [_said(one, head, tiles) for one in shown]  # 2
    way = _way(known.origin, head, said)  # 3
    old = _old_head(way[0], known, policy)  # 4
    kept = min(one.restored_size for one in way)
    for earlier in (known, old):  # 5
        if 0 < earlier.size <= min(kept, head.size):
            _require_same(root_of(tiles.node, earlier.size), earlier, head)
    if known.size > kept:
        _require_went_on(known, old, old_source(known.origin))  # 6
    return Followed(min(kept, known.size), known.size)


def _said(shown: ShownRotation, head: Checkpoint, tiles: VerifiedTiles) -> LogRotated:
    opening = parse_opening(shown.opening)
    if not 0 < shown.position <= head.size:
        raise _refuted("it is not under the head")
    if tiles.node(0, shown.position - 1) != leaf_hash(entry_hash(opening)):
        raise _refuted("the log has another event there")
    if sha256(shown.payload).digest() != opening.payload_sha256:
        raise _refuted("its event says something else")
    return _event(opening, shown.payload, head.origin)


def _event(opening: Opening, payload: bytes, origin: str) -> LogRotated:
    """Return what an event says, which is one of the log's own stream."""
    log_id = UUID(bytes=opening.log_id)
    own = stream_id(log_id, LOG.name, KEY).bytes
    if opening.stream_id != own or opening.type != _NAME or str(log_id) not in origin.split("/"):
        raise _refuted("the event is no rotation of this log")
    said = _CODEC.decode(opening.type, open_clear(payload))
    assert isinstance(said, LogRotated)  # noqa: S101 - by the name under which it is stored
    return said


def _way(origin: str, head: Checkpoint, said: Sequence[LogRotated]) -> list[LogRotated]:
    """Return the rotations from an origin to that of the head, in their order."""
    way: list[LogRotated] = []
    for one in said:
        if one.old_origin == (way[-1].new_origin if way else origin):
            way.append(one)
    if not way or way[-1].new_origin != head.origin:
        raise LedgerError("log_renamed", expected=origin, actual=head.origin)
    return way


def _old_head(rotation: LogRotated, known: Checkpoint, policy: Policy) -> Checkpoint:
    """Return what was signed last of the old tree, as the log says."""
    try:
        old = check_checkpoint(parse_note(rotation.old_checkpoint.encode()), policy).checkpoint
    except LedgerError as wrong:
        raise _refuted(f"its old checkpoint: {wrong.code}") from wrong
    if old.origin != known.origin:
        raise _refuted("its old checkpoint is of another tree")
    if old.size < known.size:
        raise LedgerError(
            "log_went_back", origin=known.origin, expected=known.size, actual=old.size
        )
    return old


def _require_same(actual: bytes, earlier: Checkpoint, head: Checkpoint) -> None:
    if actual != earlier.root:
        raise LedgerError(
            "consistency_refuted",
            old_size=earlier.size,
            size=head.size,
            expected=earlier.root.hex(),
            actual=actual.hex(),
        )


def _require_went_on(known: Checkpoint, old: Checkpoint, source: TileSource) -> None:
    try:
        require_growth(known, old, source)
    except LedgerError as wrong:
        if wrong.code != "tile_missing":  # as after a disaster, which the log tells of
            raise


def _refuted(why: str) -> LedgerError:
    return LedgerError("rotation_refuted", why=why)
