"""Codes of the edition's own lists, as a deal may be counted by them."""

from __future__ import annotations

from collections.abc import Iterable

from aggregates.edition.lists import CeremonyItem, ListEntry
from aggregates.errors import RuleError


def require_entry(
    name: str, entries: Iterable[ListEntry | CeremonyItem], code: str | None, before: str | None
) -> None:
    """Refuse a code that the list has not, or under which nothing new is counted.

    None is no code; what the deal was counted by ``before`` may stay.

    Raises:
        RuleError: ``entry_unknown``, ``entry_retired``.
    """
    if code is None or code == before:
        return
    found = next((entry for entry in entries if entry.code == code), None)
    if found is None:
        raise RuleError("entry_unknown", list=name, entry=code)
    if found.retired:
        raise RuleError("entry_retired", list=name, entry=code)
