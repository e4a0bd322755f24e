#!/usr/bin/env python3
"""Judges a verifier of bundles and receipts by all cases beside this file: ``run.py COMMAND...``.

The command is called as ``COMMAND... FILE --policy POLICY``, without the last two where nobody
says whom to trust, and with ``--as-of TIME`` or ``--leaf HEX`` where the case has one. Its exit
status is its answer: 0 valid, 1 tampered, 3 undecided; what it prints counts for nothing. Needs
Python 3.11 alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FILES = ("bundle.evidence.zip", "receipt.tlog-proof")
VERDICTS = {0: "valid", 1: "tampered", 3: "undecided"}
SECONDS = 60
"""For how long a verifier may look at one case."""


class Judged(NamedTuple):
    """One case: what the right answer is, and what was answered."""

    name: str
    about: str
    expected: str
    answered: str

    @property
    def agrees(self) -> bool:
        """Return whether the answer is right."""
        return self.expected == self.answered


def judged(command: Sequence[str], case: Path) -> Judged:
    """Return what a verifier answers in one case."""
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    words = [*command, *(str(file) for name in FILES if (file := case / name).exists())]
    if (case / "log.policy").exists():
        words += ["--policy", str(case / "log.policy")]
    for key, option in (("as_of", "--as-of"), ("leaf", "--leaf")):
        words += [option, expected[key]] if key in expected else []
    return Judged(case.name, expected["about"], expected["verdict"], _answer(words))


def _answer(words: Sequence[str]) -> str:
    try:
        ended = subprocess.run(words, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603 - what the user gave
    except subprocess.TimeoutExpired:
        return "no answer"
    except OSError as wrong:
        return f"not run: {wrong.strerror}"
    return VERDICTS.get(ended.returncode, f"status {ended.returncode}")


def told(all_judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each case, and one that counts them."""
    width = max((len(one.name) for one in all_judged), default=0)
    for one in all_judged:
        mark = "ok" if one.agrees else "--"
        line = f" {mark} {one.name:{width}}  {one.answered:9}"
        yield line if one.agrees else f"{line}  should be {one.expected}: {one.about}"
    wrong = sum(not one.agrees for one in all_judged)
    yield f"{len(all_judged) - wrong} passed, {wrong} failed"


def main() -> int:
    """Judge the verifier that the command line names; return 0 if it is right in every case."""
    parser = argparse.ArgumentParser(description="Judge a verifier of bundles and receipts.")
    parser.add_argument("--only", default="*", help="names of cases, as a pattern")
    parser.add_argument("--jobs", type=int, default=2, help="how many to run at once")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the verifier")
    asked = parser.parse_args()
    cases = sorted(found.parent for found in HERE.glob(f"{asked.only}/expected.json"))
    if not asked.command or not cases:
        parser.error("a command and at least one case are needed")
    with ThreadPoolExecutor(asked.jobs) as pool:
        found = list(pool.map(lambda case: judged(asked.command, case), cases))
    for line in told(found):
        print(line)  # noqa: T201 - its report
    return 0 if all(one.agrees for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
