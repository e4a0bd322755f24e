"""What stands beside the events and is hashed nowhere: heads, streams, commands, halts."""

from __future__ import annotations

from intrusion.attack import attack
from intrusion.intruder import Intruder
from intrusion.story import Sent, send


@attack(fsck="log_head position signed", sequencer="positions_missing")
def head_moved_ahead(intruder: Intruder) -> None:
    """The log is said to be longer than it is."""
    intruder.runs("UPDATE ledger.log_head SET position = position + 5 WHERE log_id = '{log}'")


@attack(writing="append_refused", fsck="log_head", sequencer="log_shrank")
def head_moved_back(intruder: Intruder) -> None:
    """The log is said to be shorter than it is, so that events are written over."""
    intruder.runs("UPDATE ledger.log_head SET position = position - 1 WHERE log_id = '{log}'")


@attack(
    writing="leaf_mismatch",
    fsck="stream",
    sequencer="event_altered",
    bundle_by_key="map_altered",
    bundle="map_altered",
)
def stream_ends_in_another_leaf(intruder: Intruder) -> None:
    """The table of streams says another last leaf, for the next event to be chained to."""
    intruder.runs(
        "UPDATE ledger.streams SET last_leaf = sha256('x') WHERE stream_id = '{stream}'",
        stream=intruder.scene.stream("bread"),
    )


@attack(writing="conflict", fsck="stream", bundle_by_key="map_altered", bundle="map_altered")
def stream_ends_earlier(intruder: Intruder) -> None:
    """The table of streams says that a deal ended an event earlier."""
    intruder.runs(
        "UPDATE ledger.streams SET version = version - 1 WHERE stream_id = '{stream}'",
        stream=intruder.scene.stream("bread"),
    )


@attack(repeating="done_twice")
def command_forgotten(intruder: Intruder) -> None:
    """A command is forgotten, so that it is done twice if its client sends it again."""
    intruder.runs("DELETE FROM ledger.commands WHERE key = 'bread-1'")


@attack(repeating="answer_foreign", fsck="command")
def command_answered_by_another(intruder: Intruder) -> None:
    """A command's answer is said to stand where another command's events are."""
    intruder.runs(
        "UPDATE ledger.commands SET first_position = {at}, last_position = {at}"
        " WHERE key = 'bread-1'",
        at=intruder.position("wine", 1),
    )


@attack(repeating="key_reused")
def command_is_another_request(intruder: Intruder) -> None:
    """A command is said to have come with another request."""
    intruder.runs("UPDATE ledger.commands SET request_hmac = sha256('x') WHERE key = 'bread-1'")


@attack(
    reading="meta_unreadable",
    writing="meta_unreadable",
    fsck="leaf_hash signed stream",
    sequencer="event_altered",
)
def alarm_silenced(intruder: Intruder) -> None:
    """An event is changed before it is signed, and the alarm that followed is removed."""
    with intruder.scene.book() as book:
        send(book, Sent("wine", 8))
    at = intruder.position("wine", -1)
    intruder.runs("UPDATE {events} SET meta = meta || ' ' WHERE position = {at}", at=at)
    intruder.sequencer_starts()
    intruder.runs("DELETE FROM ledger.halted")
