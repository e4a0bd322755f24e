"""What can have happened to a person. Stored for ever: add, never edit."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from aggregates.vocabulary import Event, OrganisationId, PersonId, Role, Sealed


class DisplayOrder(Enum):
    """Which part of the name comes first where both names are printed."""

    FAMILY_FIRST = "family_first"
    GIVEN_FIRST = "given_first"


class Post(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The roles in which a person may act for an organisation; a set, sorted."""

    organisation: OrganisationId
    roles: tuple[Role, ...]


class PersonRegistered(Event, frozen=True, kw_only=True, tag="person.registered.v1"):
    """A person came into the registry.

    ``native_name`` is the name in its own script, ``latin_name`` as in the passport; both are
    printed. All texts are sealed: they can be disclosed one by one, and are erased together.
    """

    person: PersonId
    native_name: Sealed
    latin_name: Sealed
    email: Sealed
    phone: Sealed | None
    display_order: DisplayOrder
    posts: tuple[Post, ...]
    by: PersonId


class PersonAssigned(Event, frozen=True, kw_only=True, tag="person.assigned.v1"):
    """A person's posts are these from now on: organisations sorted by id, and the roles in each."""

    posts: tuple[Post, ...]
    by: PersonId


PersonEvent: TypeAlias = PersonRegistered | PersonAssigned
