"""What happened to the list of editions, in sentences."""

from __future__ import annotations

from aggregates.registry.events import RegistryEvent
from aggregates.telling import Names, Telling, fact
from aggregates.vocabulary import Language


def describe(event: RegistryEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who, name, edition = t.name(event.by), fact(event.name), t.name(event.edition)
    return t.say(
        en=f"{who} put the edition {name} ({edition}) on the list.",
        zh=f"{who}将{name}（{edition}）列入届次名录。",
    )
