"""What the log says of where each deal ends is changed."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder

from ledger.proof.headmap import Head


@attack(
    fsck="leaf_hash root stream tile",
    sequencer="map_altered",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
)
def map_rewritten(intruder: Intruder) -> None:
    """The event by which the log says its map last says another root, in its proper spelling."""
    intruder.runs(
        "UPDATE {events} SET payload = overlay(payload PLACING repeat('0', 64)::bytea FROM"
        ' position(\'"root":"\' IN payload) + 8) WHERE position = {at}',
        at=len(intruder.rows()),
    )


@attack(
    Taken.SEQUENCER,
    sequencer="map_altered",
    witnesses="witness_refused",
    bundle_by_key="map_altered",
    bundle="evidence_pending",
    checkpoint="tree_forked",
    monitor="tree_forked",
)
def map_leaves_the_end_out(intruder: Intruder) -> None:
    """The log's last map says that a deal ended an event earlier, and all is signed anew so."""
    before = intruder.of("bread")[-2]
    ends = {before.stream_id.bytes: Head(before.version, before.leaf_hash)}
    intruder.rewrites(lambda rows: rows, ends)
    intruder.fells()
    intruder.signs(note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="done_twice",
    witnesses="log_shrank",
    bundle="evidence_pending",
    receipt="event_missing",
    checkpoint="log_went_back",
    monitor="log_went_back",
)
def map_not_said(intruder: Intruder) -> None:
    """The end of a deal is left out, and so is the map that told of it; all is signed anew."""
    last = intruder.position("bread", -1)
    intruder.rewrites(lambda rows: [row for row in rows[:-1] if row.position != last])
    intruder.fells()
    intruder.signs(note_too=True)
