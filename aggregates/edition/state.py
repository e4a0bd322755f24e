"""What an edition is after its events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.deal.policy import Policy
from aggregates.edition.events import EditionEvent, EditionOpened, ListsDecided, PolicyChanged
from aggregates.edition.lists import Lists


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One fair, the policy that a deal opened now would copy, and the lists that it counts by.

    ``lists_number`` is which decision the lists are of, 0 before the first.
    """

    opened: EditionOpened | None = None
    policy: Policy = Policy()
    lists: Lists = Lists()
    lists_number: int = 0


def evolve(edition: Edition, event: EditionEvent) -> Edition:
    """Return the edition after ``event``. Never refuses: it has happened."""
    match event:
        case EditionOpened():
            return Edition(opened=event, policy=event.policy)
        case PolicyChanged():
            return replace(edition, policy=event.policy)
        case ListsDecided():
            return replace(edition, lists=event.lists, lists_number=event.number)
        case _:
            assert_never(event)
