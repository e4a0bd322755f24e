"""How far a log must have been signed: what is gone without a trace is missed by what is known.

1. What the sequencer remembers to have signed is what the events come to, and they are there.
2. Its tree is there, and what it has signed, but for what is younger than `FRESH_SECONDS`: whoever
   dies between remembering and publishing publishes it later.
3. By a policy that names the log's key, all that is older than that is signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ledger.fsck.computed import Computed
from ledger.fsck.fault import Fault
from ledger.fsck.log import CheckedLog
from ledger.fsck.trees import Tree, of_tree
from ledger.proof.checkpoint import Checkpoint

FRESH_SECONDS: Final = 600
"""So old is nothing that was not signed, where logs are signed at all: it takes a second."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of how far a log was signed.

    ``remembered`` is what the sequencer says in the note beside its key, where that is at hand,
    read before anything else. Events recorded up to ``before``, in microseconds since 1970 UTC,
    are not fresh any more: they are signed, or those of them that are remembered if
    ``only_remembered``, as where nobody says that the log is signed at all.
    """

    remembered: Checkpoint | None = None
    before: int = 0
    only_remembered: bool = False


NOTHING_DUE: Final = Due()


def check_signed(
    log: CheckedLog, trees: Sequence[Tree], made: Computed, due: Due
) -> Iterator[Fault]:
    """Yield what should have been signed, or was, and is not to be found."""
    known, must = due.remembered, 0 if due.only_remembered else log.size
    if known is not None:
        yield from _of_note(log, made, known)  # 1
        if known.origin not in {tree.origin for tree in trees}:
            yield of_tree(known.origin, "tree", "a tree that was signed", "none")  # 2
        must = max(must, known.size)
    heads = trees[-1].heads if trees else ()
    signed = heads[-1].size if heads else 0
    if known is not None and trees and known.origin != trees[-1].origin:
        return  # it went on since, and is held to what the log says of that
    last = min(must, log.recorded_by(due.before))
    if signed < last:  # 2, 3
        expected, actual = f"signed up to position {last}", f"up to {signed}"
        yield Fault(check="signed", expected=expected, actual=actual, position=signed + 1)


def _of_note(log: CheckedLog, made: Computed, known: Checkpoint) -> Iterator[Fault]:
    where = f"the sequencer's note of {known.origin} at size {known.size}"
    if known.size > log.size:
        yield Fault(check="size", expected=f">= {known.size}", actual=str(log.size), where=where)
    elif (actual := made.root(known.size)) != known.root:
        yield Fault(check="root", expected=known.root.hex(), actual=actual.hex(), where=where)
