"""What an edition is after its events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.deal.policy import Policy
from aggregates.edition.events import EditionEvent, EditionOpened, PolicyChanged


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One fair, and the policy that a deal opened now would copy."""

    opened: EditionOpened | None = None
    policy: Policy = Policy()


def evolve(edition: Edition, event: EditionEvent) -> Edition:
    """Return the edition after ``event``. Never refuses: it has happened."""
    match event:
        case EditionOpened():
            return Edition(opened=event, policy=event.policy)
        case PolicyChanged():
            return replace(edition, policy=event.policy)
        case _:
            assert_never(event)
