"""What a person is after their events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.person.events import PersonAssigned, PersonEvent, PersonRegistered, Post
from aggregates.vocabulary import OrganisationId, Role


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the registry, and the posts that they hold now."""

    registered: PersonRegistered | None = None
    posts: tuple[Post, ...] = ()

    def may_act(self, organisation: OrganisationId, role: Role) -> bool:
        """Return whether the person may act for ``organisation`` in ``role``."""
        return any(post.organisation == organisation and role in post.roles for post in self.posts)


def evolve(person: Person, event: PersonEvent) -> Person:
    """Return the person after ``event``. Never refuses: it has happened."""
    match event:
        case PersonRegistered():
            return Person(registered=event, posts=event.posts)
        case PersonAssigned():
            return replace(person, posts=event.posts)
        case _:
            assert_never(event)
