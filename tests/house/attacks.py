"""The tables of attacks on the log, and of who notices each, as the tests assert it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intrusion.attack import Attack, Defence, Taken
from intrusion.catalogue import ATTACKS
from intrusion.papers import PAPERS

OUTSIDE = frozenset(
    {
        Defence.REPEATING,
        Defence.WITNESSES,
        Defence.BUNDLE,
        Defence.RECEIPT,
        Defence.CHECKPOINT,
        Defence.MONITOR,
    }
)
"""What takes somebody who is not the operator."""
KEPT = frozenset({Defence.REPEATING, Defence.RECEIPT, Defence.CHECKPOINT, Defence.MONITOR})
"""What takes somebody who has kept something from before."""


def log_attacks(taken: str) -> str:
    """Return a table of the attacks by somebody who has ``taken`` so much."""
    columns = " | ".join(defence.value.replace("_", " ") for defence in Defence)
    rows = [f"| what is done | {columns} |", f"|---|{':-:|' * len(Defence)}"]
    for attack in _by(Taken[taken.replace("-", "_").upper()]):
        cells = " | ".join("x" if one in attack.caught else "" for one in Defence)
        rows.append(f"| {attack.about} | {cells} |")
    return "\n".join(rows)


def noticed_outside(_: str) -> str:
    """Return a list of what nobody of the operator's notices."""
    return _listed(one for one in ATTACKS if one.caught and one.caught.keys() <= OUTSIDE)


def noticed_by_what_was_kept(_: str) -> str:
    """Return a list of what only those notice who have kept something."""
    return _listed(one for one in ATTACKS if one.caught and one.caught.keys() <= KEPT)


def noticed_by_nobody(_: str) -> str:
    """Return a list of what nobody notices."""
    return _listed(one for one in ATTACKS if not one.caught)


def forged_papers(_: str) -> str:
    """Return a table of the receipts and bundles that were forged without any key."""
    rows = ["| what is handed in | answered with |", "|---|---|"]
    rows += [f"| {paper.about} | `{paper.code}` |" for paper in PAPERS]
    return "\n".join(rows)


def _by(taken: Taken) -> Iterator[Attack]:
    return (one for one in ATTACKS if one.taken is taken)


def _listed(attacks: Iterable[Attack]) -> str:
    return "\n".join(f"- {one.about}." for one in attacks) or "Nothing."
