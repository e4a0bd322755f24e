"""What stands in a sentence in the place of an id: a name, or the end of the id; never all of it.

Nobody can read an id aloud, or tell two apart. Programs find it whole in the facts beside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from aggregates.catalogue import NO_NAMES
from api.names import short_id

UUID: re.Pattern[str] = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_KEY = re.compile(r"[\w:.-]+", re.ASCII)
"""What names a stream: an id, two of them, or a word and an id."""


class Called(Mapping[str, str]):
    """Id -> what it is called; one that has no name is called by its end, also within a key."""

    def __init__(self, names: Mapping[str, str] = NO_NAMES) -> None:
        self._names = names

    def __getitem__(self, identifier: str) -> str:
        """Return the name of an id, or its end.

        Raises:
            KeyError: for what is neither.
        """
        if identifier in self._names:
            return self._names[identifier]
        if _KEY.fullmatch(identifier) and UUID.search(identifier):
            return UUID.sub(lambda found: short_id(found[0]), identifier)
        raise KeyError(identifier)

    def __iter__(self) -> Iterator[str]:
        """Go through the ids that have names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the ids that have names."""
        return len(self._names)


def ids_in(facts: Iterable[object]) -> set[str]:
    """Return every id among facts, and in lists of them."""
    found = set[str]()
    for fact in facts:
        if isinstance(fact, str) and UUID.fullmatch(fact):
            found.add(fact)
        elif isinstance(fact, list | tuple | set | frozenset):
            found |= ids_in(cast("Collection[object]", fact))
    return found
