"""Writes the cases for verifiers into ``conformance``: ``make cases``.

Writes what is missing, and never another: a case that is kept and would be made differently now is
named, and the status is 1. Whoever wants that change removes the case, and so shows it in the diff.
"""

from __future__ import annotations

import sys

from conforming.case import Case
from conforming.catalogue import all_cases, folder
from conforming.kept import kept_files, kept_names


def main() -> int:
    """Write what is missing, and say what differs and what is left over."""
    wrong, names = 0, set[str]()
    for case in all_cases():
        names.add(case.name)
        wrong += _written(case)
    for left in sorted(kept_names() - names):
        print(f"left over: {left}")
        wrong += 1
    return 1 if wrong else 0


def _written(case: Case) -> bool:
    """Write a case that is not there; return whether another one is kept under its name."""
    place = folder(case.name)
    if place.exists():
        differs = kept_files(case.name) != case.files()
        if differs:
            print(f"differs from what is kept: {case.name}")
        return differs
    place.mkdir(parents=True)
    for name, content in case.files().items():
        (place / name).write_bytes(content)
    print(f"wrote {case.name}")
    return False


if __name__ == "__main__":
    sys.exit(main())
