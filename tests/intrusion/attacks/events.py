"""One event is changed where it stands, or looks as if it had been another."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder
from tallies import NOON, TallyRaised


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="leaf_hash root tile",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def old_event_garbled(intruder: Intruder) -> None:
    """A byte of an old event is changed."""
    at = intruder.position("bread", 2)
    intruder.runs(
        "UPDATE {events} SET payload = set_byte(payload, 70, get_byte(payload, 70) # 1)"
        " WHERE position = {at}",
        at=at,
    )


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="leaf_hash root stream tile",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def last_event_garbled(intruder: Intruder) -> None:
    """A byte of the last event of a deal is changed."""
    at = intruder.position("bread", -1)
    intruder.runs(
        "UPDATE {events} SET payload = set_byte(payload, 70, get_byte(payload, 70) # 1)"
        " WHERE position = {at}",
        at=at,
    )


@attack(repeating="another_answer", fsck="leaf_hash root tile")
def clear_event_rewritten(intruder: Intruder) -> None:
    """An event that is stored in clear says another rate, in its proper spelling."""
    at = intruder.position("rates", 1)
    intruder.runs(
        "UPDATE {events} SET payload = overlay(payload PLACING '9' FROM"
        " position('\"4\"' IN payload) + 1) WHERE position = {at}",
        at=at,
    )


@attack(
    reading="event_foreign",
    writing="event_foreign",
    repeating="payload_tampered",
    fsck="command leaf_hash root stream tile",
)
def type_changed(intruder: Intruder) -> None:
    """The last event of a deal is called by the name of another kind of event."""
    at = intruder.position("wine", -1)
    intruder.runs("UPDATE {events} SET type = 'cap.used.v1' WHERE position = {at}", at=at)


@attack(
    fsck="command leaf_hash recorded_at root tile",
    bundle_by_key="history_broken",
    bundle="history_broken",
    receipt="another_event",
)
def time_changed(intruder: Intruder) -> None:
    """An event is dated an hour back."""
    at = intruder.position("bread", 3)
    intruder.runs(
        "UPDATE {events} SET recorded_at = recorded_at - 3600000000 WHERE position = {at}", at=at
    )


@attack(
    repeating="answer_foreign",
    fsck="command leaf_hash root tile",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
    receipt="another_event",
)
def actor_changed(intruder: Intruder) -> None:
    """An event is said to have been recorded by somebody else."""
    at = intruder.position("bread", 3)
    intruder.runs(
        """UPDATE {events} SET meta = replace(convert_from(meta, 'UTF8'),
        '"actor":"ann"', '"actor":"bob"')::bytea WHERE position = {at}""",
        at=at,
    )


@attack(fsck="leaf_hash root tile")
def salt_changed(intruder: Intruder) -> None:
    """The salt of an event is exchanged, so that another opening could be claimed for it."""
    at = intruder.position("salt", 2)
    intruder.runs("UPDATE {events} SET salt = sha256(salt) WHERE position = {at}", at=at)


@attack(repeating="another_answer", fsck="leaf_hash")
def leaf_changed(intruder: Intruder) -> None:
    """The leaf that is stored beside an old event is exchanged."""
    at = intruder.position("salt", 2)
    intruder.runs("UPDATE {events} SET leaf_hash = sha256('x') WHERE position = {at}", at=at)


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="command leaf_hash root stream tile",
    sequencer="map_altered",
)
def moved_to_another_deal(intruder: Intruder) -> None:
    """The last event of a deal is moved to the end of another deal."""
    at = intruder.position("wine", -1)
    intruder.runs(
        "UPDATE {events} SET stream_id = '{salt}', version = 4 WHERE position = {at}",
        at=at,
        salt=intruder.scene.stream("salt"),
    )


@attack(reading="meta_unreadable", writing="meta_unreadable", fsck="leaf_hash root tile")
def triggers_disabled(intruder: Intruder) -> None:
    """The triggers that refuse changes are switched off, an event is changed, and on again."""
    intruder.runs_openly(
        "ALTER TABLE ledger.events DISABLE TRIGGER ALL;"
        " UPDATE ledger.events SET meta = meta || ' ' WHERE log_id = '{log}' AND position = 7;"
        " ALTER TABLE ledger.events ENABLE TRIGGER ALL"
    )


@attack(
    Taken.DEAL_KEYS,
    repeating="another_answer",
    fsck="leaf_hash root tile",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
    receipt="another_event",
)
def old_event_rewritten(intruder: Intruder) -> None:
    """An old event says something else, sealed with its deal's own key."""
    row = intruder.of("bread")[1]
    intruder.puts(intruder.forger.saying(row, TallyRaised(at=NOON, by=1_000)))


@attack(
    Taken.DEAL_KEYS,
    repeating="another_answer",
    fsck="root tile",
    sequencer="event_altered",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
    receipt="another_event",
)
def last_event_rewritten(intruder: Intruder) -> None:
    """The last event of a deal says something else, and the leaves and tables fit it."""
    row = intruder.of("bread")[-1]
    said = intruder.forger.saying(row, TallyRaised(at=NOON, by=1_000))
    intruder.rewrites(lambda rows: [said if one == row else one for one in rows])
