"""The log's own key is stolen: the past is rewritten, and signed as only the log can sign."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Change, Intruder
from intrusion.pasts import edited, later, with_honey, without_wine
from tallies import NOON, TallyRaised


def _signed_anew(
    intruder: Intruder,
    change: Change,
    *,
    note_too: bool,
) -> None:
    intruder.rewrites(change)
    intruder.fells()
    intruder.signs(note_too=note_too)


@attack(
    Taken.LOG_KEY,
    repeating="another_answer",
    sequencer="tree_forked",
    witnesses="witness_refused",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="consistency_refuted",
    monitor="tree_forked",
)
def edited_and_signed(intruder: Intruder) -> None:
    """An old event says something else, and the log is signed anew by a copy of its key."""
    _signed_anew(intruder, edited(intruder), note_too=False)


@attack(
    Taken.LOG_KEY,
    repeating="done_twice",
    sequencer="tree_forked",
    witnesses="log_shrank",
    bundle="evidence_pending",
    checkpoint="consistency_refuted",
    monitor="log_went_back",
)
def deal_left_out_and_signed(intruder: Intruder) -> None:
    """A whole deal is left out, and the log is signed anew by a copy of its key."""
    _signed_anew(intruder, without_wine(intruder), note_too=False)


@attack(
    Taken.LOG_KEY,
    repeating="another_answer",
    sequencer="tree_forked",
    witnesses="witness_refused",
    bundle="evidence_pending",
    checkpoint="consistency_refuted",
    monitor="consistency_refuted",
)
def back_dated_and_signed(intruder: Intruder) -> None:
    """A deal that never was is put in, and the log is signed anew by a copy of its key."""
    _signed_anew(intruder, with_honey(intruder), note_too=False)


@attack(
    Taken.SEQUENCER,
    repeating="another_answer",
    witnesses="witness_refused",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="consistency_refuted",
    monitor="tree_forked",
)
def edited_signed_and_remembered(intruder: Intruder) -> None:
    """An old event says something else, all is signed anew, and the sequencer remembers that."""
    _signed_anew(intruder, edited(intruder), note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="done_twice",
    witnesses="log_shrank",
    bundle="evidence_pending",
    checkpoint="consistency_refuted",
    monitor="log_went_back",
)
def deal_left_out_signed_and_remembered(intruder: Intruder) -> None:
    """A whole deal is left out, all is signed anew, and the sequencer remembers that."""
    _signed_anew(intruder, without_wine(intruder), note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="another_answer",
    witnesses="witness_refused",
    bundle="evidence_pending",
    checkpoint="consistency_refuted",
    monitor="consistency_refuted",
)
def back_dated_signed_and_remembered(intruder: Intruder) -> None:
    """A deal that never was is put in, all is signed anew, and the sequencer remembers that."""
    _signed_anew(intruder, with_honey(intruder), note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="another_answer",
    witnesses="witness_refused",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="tree_forked",
    monitor="tree_forked",
)
def dated_later_signed_and_remembered(intruder: Intruder) -> None:
    """The last events are dated a day ahead, all is signed anew, and so remembered."""
    _signed_anew(intruder, later(intruder), note_too=True)


@attack(
    Taken.SEQUENCER,
    repeating="another_answer",
    witnesses="witness_refused",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="tree_forked",
    monitor="tree_forked",
)
def second_set_of_books(intruder: Intruder) -> None:
    """One party is shown another last event than all others, signed by the log's own key."""
    row = intruder.of("bread")[-1]
    said = intruder.forger.saying(row, TallyRaised(at=NOON, by=1))
    _signed_anew(
        intruder, lambda rows: [said if one == row else one for one in rows], note_too=True
    )
