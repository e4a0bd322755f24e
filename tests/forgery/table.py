"""Which reader accepts which forged paper: a table that is measured, not claimed.

It stands in `FILE` between two marks; ``make attacks`` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
from forgery.attack import Attack
from forgery.catalogue import ATTACKS
from forgery.outside import readers
from forgery.scene import Scene
from registries import opened, this_second

from signing.verify.verdict import Level
from signing.verify.verifier import verify

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/reference/attacks-on-papers.md"
PART = re.compile(r"(?<=<!-- measured: papers -->\n).*?(?=<!-- end -->)", re.DOTALL)
OURS = "Counterseal"
ACCEPTED, REFUSED = "accepted", "-"
AT_ONCE = 12
"""Attacks on one agreement: others look at the clock, and certificates last for 15 minutes."""
AGO = timedelta(minutes=8)


class Row(msgspec.Struct, frozen=True):
    """A paper, and whether each reader accepts it."""

    about: str
    accepted: Mapping[str, bool]


def judged(folder: Path, tell: Callable[[str], None]) -> Iterator[Row]:
    """Yield the honest papers, and then every forged one, judged by all."""
    yield from honest(folder / "honest")
    for begin in range(0, len(ATTACKS), AT_ONCE):
        tell(f"{begin} of {len(ATTACKS)}")
        yield from judged_on(folder / str(begin), ATTACKS[begin : begin + AT_ONCE])


def honest(folder: Path) -> Iterator[Row]:
    """Yield the agreement as it is signed, and as it is archived."""
    scene = _scene(folder)
    for about, pdf in (("*honest, signed by all*", scene.good), ("*archived*", scene.archived)):
        yield Row(about, _accepted(scene, folder, pdf, verify(scene.case(pdf)).level))


def judged_on(folder: Path, attacks: Sequence[Attack]) -> Iterator[Row]:
    """Yield what comes of some attacks on an agreement that was signed some minutes ago."""
    scene = _scene(folder)
    for attack in attacks:
        case = attack.case(scene)
        yield Row(attack.about, _accepted(scene, folder, case.pdf, verify(case).level))


def told(rows: Sequence[Row]) -> str:
    """Return the table, and below it how many forged papers each reader accepts."""
    names = list(rows[0].accepted)
    lines = [f"| what is handed in | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for row in rows:
        marks = (ACCEPTED if row.accepted[name] else REFUSED for name in names)
        lines.append(f"| {row.about} | {' | '.join(marks)} |")
    forged = [row for row in rows if not row.about.startswith("*")]
    counts = ", ".join(f"{name} {sum(row.accepted[name] for row in forged)}" for name in names)
    return "\n".join([*lines, "", f"Of {len(forged)} forged papers are accepted: {counts}.", ""])


def kept() -> Mapping[str, Mapping[str, bool]]:
    """Return the table as it stands in the documentation: each row by what it is about."""
    found = PART.search(FILE.read_text(encoding="utf-8"))
    cells = [line.strip("| ").split(" | ") for line in found[0].splitlines()] if found else []
    (_, *names), _, *rows = [row for row in cells if row[0]]
    return {
        about: dict(zip(names, (mark == ACCEPTED for mark in marks), strict=True))
        for about, *marks in rows
        if len(marks) == len(names)
    }


def _scene(folder: Path) -> Scene:
    begun = this_second() - AGO
    folder.mkdir(parents=True)
    return Scene(opened(folder / "registry", begun), begun)


def _accepted(scene: Scene, folder: Path, pdf: bytes, level: Level) -> Mapping[str, bool]:
    outside = {name: accepts(pdf) for name, accepts in readers(scene, folder).items()}
    return {OURS: level is Level.VALID, **outside}
