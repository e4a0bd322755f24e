"""The history in a bundle: its events in order, opened, in the signed tree, and none missing."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle, Stored
from ledger.evidence.contents import document_of
from ledger.evidence.erased import Closed, closed_by
from ledger.evidence.looking import Shown, at_erasure, at_event
from ledger.evidence.manifest import Count, ErasureEntry, EventEntry, HeadMapEntry, Hex32
from ledger.evidence.opened import opened_events
from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.payload import open_clear
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.hashing import leaf_hash
from ledger.proof.head_proof import verify_head
from ledger.proof.headmap import Head
from ledger.proof.inclusion import verify_inclusion
from ledger.stream import stream_id

HEAD_MAPPED: Final = "ledger.head_mapped.v1"
LOG_STREAM: Final = ("ledger", "log")
"""The name and the key of the stream in which a log speaks of itself."""
ERASURES_STREAM: Final = ("ledger", "erasures")
"""The same of the stream in which it says what was erased."""


class _Mapped(msgspec.Struct, frozen=True):
    """What the event of the head map says, as far as it matters here."""

    through_position: Annotated[int, Meta(ge=1)]
    root: Hex32


def leaves_of(bundle: Bundle) -> list[bytes]:
    """Return the leaf of each event, made anew from its bytes and the leaf before: the chain."""
    leaves = [NO_LEAF]
    log, stream = bundle.manifest.log.bytes, bundle.manifest.stream.bytes
    for entry, stored in zip(bundle.entries, bundle.events, strict=True):
        leaves.append(_leaf(log, stream, entry, entry.type, stored, leaves[-1]))
    return leaves[1:]


def in_order(bundle: Bundle) -> Shown[dict[int, bytes]]:
    """Versions have no gap, positions and times never go back, keys and fields are right.

    What is said to be erased is closed, and by these erasures.

    Raises:
        LedgerError: ``history_broken``, ``history_unreadable``, ``field_unknown``; and as
            `open_with_event_key`, `verify_disclosed` and `closed_by`.
    """
    position = recorded_at = 0
    for version, entry in enumerate(bundle.entries, start=1):
        _require(version, "version", version, entry.version, entry.version == version)
        later = entry.position > position
        _require(version, "position", f"> {position}", entry.position, later)
        not_before = entry.recorded_at >= recorded_at
        _require(version, "recorded_at", f">= {recorded_at}", entry.recorded_at, not_before)
        position, recorded_at = entry.position, entry.recorded_at
    opened = opened_events(bundle)
    count = len(bundle.entries)
    facts = {"events": count, "opened": len(opened), "last": count}
    return Shown(opened, {**facts, **_told(closed_by(bundle, opened))})


def included(bundle: Bundle, leaves: list[bytes], tree: Checkpoint) -> Shown[None]:
    """Each event, chained to the one before, is in the tree at its position; so is each erasure.

    Raises:
        LedgerError: as `verify_inclusion`, with the event or the erasure.
    """
    for entry, stored, leaf in zip(bundle.entries, bundle.events, leaves, strict=True):
        with at_event(entry.version):
            _require_included(leaf, entry.position, stored, tree)
    log = bundle.manifest.log
    own = stream_id(log, *ERASURES_STREAM).bytes
    for erasure, stored in bundle.erased:
        leaf = _leaf(log.bytes, own, erasure, erasure.type, stored, bytes.fromhex(erasure.prev))
        with at_erasure(erasure.position):
            _require_included(leaf, erasure.position, stored, tree)
    return Shown(None, {"events": len(leaves)})


def complete(bundle: Bundle, last: bytes, tree: Checkpoint) -> Shown[int]:
    """The log itself says, in the tree, that the last event here is the last up to a position.

    What the tree has behind that position is not covered: ``later`` says how much, without the
    saying itself. An old saying under a new head is as true as ever, and says no more.

    Raises:
        LedgerError: ``head_map_unreadable``, ``head_map_short``; as `verify_inclusion` and
            `verify_head`.
    """
    manifest, saying = bundle.manifest, bundle.saying
    own = stream_id(manifest.log, *LOG_STREAM).bytes
    prev = bytes.fromhex(saying.prev)
    leaf = _leaf(manifest.log.bytes, own, saying, HEAD_MAPPED, bundle.head_map, prev)
    _require_included(leaf, saying.position, bundle.head_map, tree)
    mapped = _read_mapped(bundle.head_map.payload)
    end = bundle.entries[-1]
    if not end.position <= mapped.through_position < saying.position:
        raise LedgerError("head_map_short", expected=end.position, actual=mapped.through_position)
    root, head = bytes.fromhex(mapped.root), Head(end.version, last)
    with at_event(end.version):
        verify_head(root, manifest.stream.bytes, head, bundle.head_proof)
    through = mapped.through_position
    later = tree.size - through - 1
    facts = {"last": end.version, "through": through, "later": later, "said": saying.recorded_at}
    return Shown(through, facts)


def _told(erased: list[Closed]) -> dict[str, object]:
    """Return what was erased as facts; none where nothing was."""
    if not erased:
        return {}
    events = {version for one in erased for version in one.events}
    return {"erased": len(events), "erasures": [msgspec.to_builtins(one) for one in erased]}


def _leaf(
    log: bytes,
    stream: bytes,
    entry: EventEntry | HeadMapEntry | ErasureEntry,
    name: str,
    stored: Stored,
    prev: bytes,
) -> bytes:
    opening = Opening(
        log_id=log,
        stream_id=stream,
        version=entry.version,
        recorded_at=entry.recorded_at,
        type=name,
        payload_sha256=sha256(stored.payload).digest(),
        meta_sha256=sha256(stored.meta).digest(),
        prev=prev,
        salt=bytes.fromhex(entry.salt),
    )
    return leaf_hash(entry_hash(opening))


def _require_included(leaf: bytes, position: Count, stored: Stored, tree: Checkpoint) -> None:
    verify_inclusion(leaf, position - 1, tree.size, stored.inclusion, tree.root)


def _read_mapped(payload: bytes) -> _Mapped:
    try:
        return msgspec.convert(document_of(open_clear(payload)), _Mapped)
    except (msgspec.ValidationError, LedgerError) as wrong:
        raise LedgerError("head_map_unreadable", reason=str(wrong)) from None


def _require(event: int, what: str, expected: object, actual: object, holds: bool) -> None:  # noqa: FBT001
    if not holds:
        raise LedgerError(
            "history_broken", event=event, what=what, expected=expected, actual=actual
        )
