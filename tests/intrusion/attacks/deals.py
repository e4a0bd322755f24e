"""Events and whole deals are left out, put in, or put elsewhere."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder
from intrusion.pasts import edited, with_honey, without_wine


@attack(
    reading="versions_missing",
    writing="versions_missing",
    repeating="positions_missing",
    fsck="command leaf_hash position root stream tile version",
    bundle_by_key="versions_missing",
    bundle="versions_missing",
    receipt="versions_missing",
)
def middle_event_deleted(intruder: Intruder) -> None:
    """An event in the middle of a deal is deleted."""
    at = intruder.position("bread", 3)
    intruder.runs("DELETE FROM {events} WHERE position = {at}", at=at)


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="answer_foreign",
    fsck="command leaf_hash root signed_at size stream tile",
    sequencer="event_altered",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def middle_event_deleted_and_renumbered(intruder: Intruder) -> None:
    """An event in the middle of a deal is deleted, and all later events move up by one."""
    at = intruder.position("bread", 3)
    stream = intruder.scene.stream("bread")
    intruder.runs(
        "DELETE FROM {events} WHERE position = {at};"
        "UPDATE {events} SET version = -version WHERE stream_id = '{stream}' AND version > 3;"
        "UPDATE {events} SET version = -version - 1 WHERE version < 0;"
        "UPDATE ledger.streams SET version = version - 1 WHERE stream_id = '{stream}';"
        "UPDATE {events} SET position = -position WHERE position > {at};"
        "UPDATE {events} SET position = -position - 1 WHERE position < 0;"
        "UPDATE ledger.log_head SET position = position - 1 WHERE log_id = '{log}'",
        at=at,
        stream=stream,
    )


@attack(
    reading="positions_missing",
    repeating="positions_missing",
    fsck="command position root tile",
    sequencer="map_altered",
    bundle_by_key="map_altered",
    bundle="map_altered",
    receipt="event_missing",
)
def tail_deleted(intruder: Intruder) -> None:
    """The last event of a deal is deleted, and the table of streams fits that."""
    at, stream = intruder.position("bread", -1), intruder.scene.stream("bread")
    intruder.runs(
        "DELETE FROM {events} WHERE position = {at};"
        "UPDATE ledger.streams AS s SET version = e.version, last_leaf = e.leaf_hash"
        " FROM {events} AS e WHERE s.stream_id = '{stream}' AND e.stream_id = s.stream_id"
        " AND e.version = s.version - 1",
        at=at,
        stream=stream,
    )


@attack(
    reading="positions_missing",
    repeating="done_twice",
    fsck="position root tile",
    sequencer="map_altered",
    bundle_by_key="map_altered",
    bundle="map_altered",
)
def deal_deleted(intruder: Intruder) -> None:
    """A whole deal is deleted, its row among the streams and its commands included."""
    intruder.runs(
        "DELETE FROM ledger.commands WHERE key LIKE 'wine%';"
        "DELETE FROM {events} WHERE stream_id = '{stream}';"
        "DELETE FROM ledger.streams WHERE stream_id = '{stream}'",
        stream=intruder.scene.stream("wine"),
    )


@attack(repeating="answer_foreign", fsck="command leaf_hash root tile")
def two_events_swapped(intruder: Intruder) -> None:
    """Two events of different deals change places in the log, and their times as well."""
    salt, wine = intruder.of("salt")[1], intruder.of("wine")[0]
    intruder.puts(
        salt._replace(position=wine.position, recorded_at=wine.recorded_at),
        wine._replace(position=salt.position, recorded_at=salt.recorded_at),
    )


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="command leaf_hash root tile",
)
def two_versions_swapped(intruder: Intruder) -> None:
    """Two events of one deal change their contents."""
    one, other = intruder.of("salt")[:2]
    intruder.puts(one._replace(payload=other.payload, meta=other.meta, salt=other.salt))
    intruder.puts(other._replace(payload=one.payload, meta=one.meta, salt=one.salt))


@attack(
    Taken.DEAL_KEYS,
    repeating="another_answer",
    fsck="root signed signed_at tile",
    sequencer="event_altered",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
)
def back_dated_deal_inserted(intruder: Intruder) -> None:
    """A deal that never was is put among the old ones; rows, chains, maps and tables all fit."""
    intruder.rewrites(with_honey(intruder))


@attack(
    Taken.DEAL_KEYS,
    repeating="done_twice",
    fsck="root signed_at size tile",
    sequencer="event_altered",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
)
def deal_deleted_and_all_rewritten(intruder: Intruder) -> None:
    """A whole deal is left out, and rows, chains, maps and tables are made anew without it."""
    intruder.rewrites(without_wine(intruder))


@attack(
    Taken.DEAL_KEYS,
    repeating="another_answer",
    fsck="checkpoint key signed",
    sequencer="note_unsigned",
    witnesses="witness_refused",
    bundle_by_key="log_signature_missing",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="log_signature_missing",
    monitor="log_signature_missing",
)
def rewritten_under_another_key(intruder: Intruder) -> None:
    """An event is rewritten, and the whole tree signed anew with a key of the intruder's own."""
    intruder.rewrites(edited(intruder))
    intruder.fells()
    intruder.signs_as_somebody_else()
