"""Whether a request says what is already so."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import Event

_WHO_AND_WHEN = frozenset({"at", "by"})


def says_the_same(one: Event, other: Event) -> bool:
    """Return whether both state one fact, whoever stated it and whenever."""
    return type(one) is type(other) and _facts(one) == _facts(other)


def _facts(event: Event) -> dict[str, object]:
    facts = msgspec.structs.asdict(event)
    return {name: fact for name, fact in facts.items() if name not in _WHO_AND_WHEN}
