"""What a rule is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec
from paper.standards.document import Document

Check: TypeAlias = Callable[[Document], Iterable[object]]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement: the standard and its clause, the check, which yields what breaks it."""

    clause: str
    check: Check

    @property
    def name(self) -> str:
        """What the rule is called: the name of its function."""
        return self.check.__name__

    def breaks(self, document: Document) -> list[str]:
        """Return what breaks the rule."""
        return [f"{self.clause} {self.name}: {found}" for found in self.check(document)]


RULES: dict[str, Rule] = {}


def rule(clause: str) -> Callable[[Check], Check]:
    """Add a check to the rules, under the clause that asks for it."""

    def add(check: Check) -> Check:
        RULES[check.__name__] = Rule(clause=clause, check=check)
        return check

    return add


def broken(document: Document) -> list[str]:
    """Return what in ``document`` breaks any rule."""
    return [found for one in RULES.values() for found in one.breaks(document)]
