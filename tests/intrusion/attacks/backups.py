"""The log is taken back to an earlier state, and what came after is to be forgotten."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder
from intrusion.story import Sent, send


@attack(
    repeating="done_twice",
    sequencer="tree_forked",
    witnesses="log_shrank",
    receipt="event_missing",
    checkpoint="log_went_back",
    monitor="log_went_back",
)
def backup_restored(intruder: Intruder) -> None:
    """The database is restored from an earlier backup, with all that was signed by then."""
    intruder.goes_back(-2)


@attack(
    Taken.SEQUENCER,
    repeating="done_twice",
    witnesses="log_shrank",
    receipt="event_missing",
    checkpoint="log_went_back",
    monitor="log_went_back",
)
def backup_of_everything_restored(intruder: Intruder) -> None:
    """The database and what the sequencer remembers are restored from an earlier backup."""
    intruder.goes_back(-2, note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="done_twice",
    witnesses="witness_refused",
    receipt="another_event",
    checkpoint="consistency_refuted",
    monitor="consistency_refuted",
)
def backup_restored_and_gone_on(intruder: Intruder) -> None:
    """Database and sequencer are restored from backups, and other things happen then."""
    intruder.goes_back(-2, note_too=True)
    with intruder.scene.book() as book:
        send(book, Sent("bread", 70))
        send(book, Sent("wine", 71))
        send(book, Sent("wine", 72))
        send(book, Sent("wine", 73))
        send(book, Sent("wine", 74))
    intruder.sequencer_starts()
