"""Which editions there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from aggregates.registry.events import EditionListed

NO_EDITIONS: Mapping[str, str] = MappingProxyType({})


class Registry(msgspec.Struct, frozen=True, kw_only=True):
    """The editions by id, each with its name, in the order in which they were listed."""

    editions: Mapping[str, str] = NO_EDITIONS


def evolve(registry: Registry, event: EditionListed) -> Registry:
    """Return the list after ``event``. Never refuses: it has happened."""
    return Registry(editions={**registry.editions, event.edition: event.name})
