"""What can have happened to an edition. Stored for ever and in clear: no personal data."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.policy import Policy
from aggregates.edition.lists import Lists
from aggregates.vocabulary import Event, PersonId


class EditionOpened(Event, frozen=True, kw_only=True, tag="edition.opened.v1"):
    """A fair was opened for business.

    ``first_day``, ``last_day`` and ``holidays`` (a set, sorted) are ISO 8601 days in the IANA time
    zone ``zone``. ``code_lists`` maps each list to its version: ``ISO 4217`` to ``2026-01-01``.
    """

    edition: str
    name: str
    first_day: str
    last_day: str
    zone: str
    holidays: tuple[str, ...]
    code_lists: dict[str, str]
    policy: Policy
    by: PersonId


class PolicyChanged(Event, frozen=True, kw_only=True, tag="edition.policy_changed.v1"):
    """Deals that are opened from now on follow another policy; running ones keep theirs."""

    policy: Policy
    reason: str
    by: PersonId


class ListsDecided(Event, frozen=True, kw_only=True, tag="edition.lists_decided.v1"):
    """The fair decided the lists by which it counts deals; ``number`` counts the decisions."""

    number: int
    lists: Lists
    reason: str
    by: PersonId


EditionEvent: TypeAlias = EditionOpened | PolicyChanged | ListsDecided
