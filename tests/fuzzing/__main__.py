"""Fuzz the verifier: ``PYTHONPATH=tests python -m fuzzing --seconds 60 [--chance 7]``.

Begins with what is kept. A mutation that reaches code that none has reached is made smaller and
kept in the corpus; what raises, is found VALID, or takes too much, is kept as well, and told: the
test that replays the corpus fails until it is mended. The first run makes the paper itself.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from forgery.scene import SEATS, TERMS, Scene
from fuzzing.entry import CORPUS, Edit, Entry, kept, read, seed, trust, write
from fuzzing.mutating import mutated
from fuzzing.reaching import Arc, reached
from fuzzing.spending import CALLS, OCTETS, judged
from msgspec.structs import replace
from registries import NOON, opened

from signing.registry.trust import lasting_trust
from signing.trust import trust_bytes
from signing.verify.verdict import Level, Verdict


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Fuzzing:
    """What is known so far: the files, and all that they have reached."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._seed, self._trust = seed(), trust()
        self._known: set[Arc] = set(reached(self._seed, self._trust)[1])
        self._entries = [Entry(()), *map(read, kept())]
        for entry in self._entries[1:]:
            self._known |= self._arcs(entry)

    def step(self) -> None:
        """Try one mutation of one of the files."""
        parent, edits = self._chance.choice(self._entries[-64:]), []
        if self._chance.random() < 0.5:
            parent = self._entries[0]
        pdf = parent.applied(self._seed)
        for _ in range(self._chance.choice([1, 1, 2, 3])):
            edits.append(mutated(self._chance, pdf))
            pdf = Entry((edits[-1],)).applied(pdf)
        entry = Entry((*parent.edits, *edits))
        verdict, arcs = reached(entry.applied(self._seed), self._trust)
        new = arcs - self._known
        wrong = self._wrong(entry, verdict, dear=bool(new))
        if not new and not wrong:
            return
        entry = replace(self._smaller(entry, new), why=wrong or _where(new))
        self._known |= self._arcs(entry)
        self._entries.append(entry)
        say(f"{write(entry).name} {entry.why}")

    def _arcs(self, entry: Entry) -> frozenset[Arc]:
        return reached(entry.applied(self._seed), self._trust)[1]

    def _wrong(self, entry: Entry, verdict: Verdict, *, dear: bool) -> str:
        """Return what is wrong with a verdict; what it took is counted where that may be new."""
        pdf = entry.applied(self._seed)
        if verdict.level is Level.VALID and pdf != self._seed:
            return "VALID"
        if any(one.reason and one.reason.code == "unforeseen" for one in verdict.findings):
            return "unforeseen"
        if not dear:
            return ""
        spent = judged(pdf, self._trust)
        return "too dear" if spent.calls > CALLS or spent.octets > OCTETS else ""

    def _smaller(self, entry: Entry, new: frozenset[Arc]) -> Entry:
        """Return the same with fewer edits, and shorter ones, as long as it reaches ``new``."""
        at = 0
        while at < len(entry.edits):
            edits = entry.edits
            for fewer in ((), *_shorter(edits[at])):
                smaller = Entry((*edits[:at], *fewer, *edits[at + 1 :]))
                if new and new <= self._arcs(smaller):
                    entry = smaller
                    break
            else:
                at += 1
        return entry


def _shorter(edit: Edit) -> list[tuple[Edit, ...]]:
    """Return a few shorter ways to edit the same place."""
    if edit.times > 1:
        return [(replace(edit, times=edit.times // 2),)]
    half = len(edit.octets) // 2
    return [(replace(edit, octets=edit.octets[:half]),)] if half else []


def _where(new: frozenset[Arc]) -> str:
    name, _, line = min(new)
    return f"{Path(name).parent.name}/{Path(name).name}, {len(new)} new, first to line {line}"


def _make_paper() -> None:
    """Make the paper of the corpus: small, in one language, archived."""
    CORPUS.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        registry = opened(Path(folder) / "registry", NOON)
        clause = TERMS.clauses[0]
        english = replace(clause, texts={"en": clause.texts["en"]})
        terms = replace(TERMS, clauses=(english,), authentic_languages=("en",))
        seats = tuple(one for one in SEATS if one.field in {"registry", "andes", "official"})
        scene = Scene(registry, NOON, terms, seats=seats)
        (CORPUS / "sealed.pdf").write_bytes(scene.archived)
        (CORPUS / "trust.json").write_bytes(trust_bytes(lasting_trust(registry, NOON)))


def main() -> int:
    """Fuzz for so many seconds."""
    asked = argparse.ArgumentParser(prog="fuzzing")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--chance", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = asked.parse_args()
    if not (CORPUS / "sealed.pdf").exists():
        _make_paper()
    say(f"--chance {given.chance}, {len(kept())} kept")
    chance = random.Random(given.chance)  # noqa: S311 - what is tried can be tried again
    fuzzing, tried, end = Fuzzing(chance), 0, monotonic() + given.seconds
    while monotonic() < end:
        fuzzing.step()
        tried += 1
    say(f"{tried} tried, {len(kept())} kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
