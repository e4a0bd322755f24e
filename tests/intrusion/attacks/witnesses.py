"""Witnesses forget what they saw, or work together with whoever rewrites the log."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.institution import NAMES
from intrusion.intruder import Intruder
from intrusion.pasts import edited
from intrusion.story import Sent, send

NOTARY = NAMES[:1]


def _forget(intruder: Intruder, *names: str) -> None:
    intruder.scene.town.remember(dict.fromkeys(names, b"{}"))


def _edit(intruder: Intruder) -> None:
    intruder.rewrites(edited(intruder))
    intruder.fells()
    intruder.signs(note_too=True)


def _go_back(intruder: Intruder, *names: str) -> None:
    """Restore all as it was before the last act, and let something else happen."""
    intruder.goes_back(-2, note_too=True)
    before = intruder.kept.memories[-2]
    intruder.scene.town.remember({name: before[name] for name in names})
    with intruder.scene.book() as book:
        for by in range(70, 76):
            send(book, Sent("wine", by))
    intruder.sequencer_starts()
    intruder.has_cosigned(*names)


@attack(
    Taken.ONE_WITNESS,
    repeating="another_answer",
    witnesses="witness_refused",
    bundle="quorum_not_met",
    receipt="another_event",
    checkpoint="consistency_refuted",
    monitor="tree_forked",
)
def one_witness_forgets(intruder: Intruder) -> None:
    """An old event is edited, all signed anew, and one witness, made to forget, cosigns it."""
    _edit(intruder)
    _forget(intruder, *NOTARY)
    intruder.has_cosigned(*NOTARY)


@attack(
    Taken.ONE_WITNESS,
    repeating="done_twice",
    witnesses="witness_refused",
    bundle="quorum_not_met",
    receipt="event_missing",
    checkpoint="consistency_refuted",
    monitor="consistency_refuted",
)
def one_witness_taken_back(intruder: Intruder) -> None:
    """Log, sequencer and one witness are restored from backups, and other things happen then."""
    _go_back(intruder, *NOTARY)


@attack(
    Taken.ALL_WITNESSES,
    repeating="another_answer",
    receipt="another_event",
    checkpoint="consistency_refuted",
    monitor="tree_forked",
)
def both_witnesses_forget(intruder: Intruder) -> None:
    """An old event is edited, all signed anew, and both witnesses, made to forget, cosign it."""
    _edit(intruder)
    _forget(intruder, *NAMES)
    intruder.has_cosigned(*NAMES)


@attack(
    Taken.ALL_WITNESSES,
    repeating="done_twice",
    receipt="event_missing",
    checkpoint="consistency_refuted",
    monitor="consistency_refuted",
)
def both_witnesses_taken_back(intruder: Intruder) -> None:
    """Log, sequencer and both witnesses are restored from backups, and other things happen then."""
    _go_back(intruder, *NAMES)
