"""What can have happened to the list of editions. Stored for ever: add, never edit."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import Event, PersonId


class EditionListed(Event, frozen=True, kw_only=True, tag="registry.edition_listed.v1"):
    """An edition has a log of its own from now on."""

    edition: str
    name: str
    by: PersonId


RegistryEvent: TypeAlias = EditionListed
