"""What a look at a log means for who asked: the exit status, and the sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from api.errors import Language, sentence, tell
from api.exits import Exit
from api.moments import second
from ledger.errors import LedgerError
from ledger.watching.looking import UNDECIDED, Seen

COLOURS: Final = {Exit.YES: "green", Exit.NO: "bold red", Exit.CANNOT_TELL: "yellow"}
_NEVER_ABOUT_THE_LOG: Final = frozenset(
    {"file_unreadable", "file_unwritable", "file_exposed", "policy_malformed", "key_malformed"}
)


def exit_for(failed: LedgerError) -> Exit:
    """Return whether an error speaks against a log, or only keeps from telling."""
    undecided = failed.code in UNDECIDED | _NEVER_ABOUT_THE_LOG
    return Exit.CANNOT_TELL if undecided else Exit.NO


def told(failed: LedgerError, language: Language) -> str:
    """Return the sentence of an error, after the word that says how grave it is."""
    word = "contradicted" if exit_for(failed) is Exit.NO else "cannot_tell"
    return f"{tell('auditing', word, {}, language)}  {sentence(failed, language)} ({failed.code})"


def seen_line(seen: Seen, language: Language) -> str:
    """Return what was seen of a log with which nothing is wrong."""
    at = seen.witnessed_at
    facts = {
        "origin": seen.origin,
        "size": f"{seen.size:,}",
        "new": f"{seen.new:,}",
        "witnesses": ", ".join(seen.witnesses) or "-",
        "at": "-" if at is None else second(datetime.fromtimestamp(at, UTC)),
    }
    grown = tell("auditing", "grown", facts, language)
    if not seen.went_on_from:
        return grown
    return f"{went_on_line(seen.went_on_from, seen.origin, seen.lost, language)}\n{grown}"


def went_on_line(old: str, origin: str, lost: int, language: Language) -> str:
    """Return how a log went on from the tree of one origin to that of another."""
    facts = {"old": old, "origin": origin, "lost": f"{lost:,}"}
    return tell("auditing", "went_on", facts, language)
