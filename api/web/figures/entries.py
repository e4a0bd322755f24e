"""What an edition calls the codes of its own lists, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from api.routes.editions import EditionNow
from api.web.figures.telling import NO_ENTRIES, Entries
from api.web.visit import Visit

COUNTED_BY: Final = frozenset({"F3b", "F4c", "F7b"})
"""The figures that count by codes of these lists."""


async def entries_for(visit: Visit, edition: str, figure: str) -> Entries:
    """Return the names that a figure needs: those of now, for a code is never taken out.

    Raises:
        CodedError: as ``read_edition``.
    """
    if figure not in COUNTED_BY:
        return NO_ENTRIES
    found = await visit.read_once("read_edition", EditionNow, edition=edition)
    return entries_of(visit, found.lists)


def entries_of(visit: Visit, lists: Lists) -> Entries:
    """Return what the codes of these lists are called."""
    return {
        (of, entry.code): name_of(visit, entry) for of, entries in named(lists) for entry in entries
    }


def named(lists: Lists) -> Iterator[tuple[str, Sequence[ListEntry | CeremonyItem]]]:
    """Yield the lists with what each is called in the record."""
    yield "themes", lists.themes
    yield "delegations", lists.delegations
    yield "sessions", lists.sessions
    yield "items", lists.items


def name_of(visit: Visit, entry: ListEntry | CeremonyItem) -> str:
    """Return the name in the reader's language, else in English, else in any."""
    names = entry.names
    wanted = "zh-Hans" if visit.tongue.told == "zh" else "en"
    return names.get(wanted) or names.get("en") or next(iter(names.values()), entry.code)
