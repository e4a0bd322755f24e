"""Who a person is, by the registry's log: their address, and the posts in which they act."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final
from uuid import UUID

import msgspec

from aggregates.person import PERSON
from aggregates.person.events import Post
from aggregates.person.state import Person
from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.contracts.people import FullName, Registered
from api.installation import Installation
from api.refusals import ApiError
from ledger.book import Book
from ledger.sources import One
from ledger.stream import stream_id

REMEMBERED_MAX: Final = 10_000
"""Of how many people the posts are remembered; who was asked for longest ago is forgotten first."""


class Acts(msgspec.Struct, frozen=True, kw_only=True):
    """For which organisation, and in which role of theirs, somebody acts."""

    organisation: OrganisationId
    role: Role


class People:
    """The people of the registry. Posts are remembered by the version of the person's stream."""

    def __init__(self, installation: Installation) -> None:
        """Read from the registry of ``installation``."""
        self._installation = installation
        self._registered = Registered(installation)
        self._posts: OrderedDict[PersonId, tuple[int, tuple[Post, ...]]] = OrderedDict()
        self._lock = Lock()

    @property
    def book(self) -> Book:
        """The registry's book."""
        return self._installation.registry

    @property
    def registered(self) -> Registered:
        """The people and organisations of the registry, with their names."""
        return self._registered

    @property
    def log(self) -> UUID:
        """The registry's log."""
        return self._installation.identity.registry_log

    def stream(self, person: PersonId) -> UUID:
        """Return the person's stream in the registry's log."""
        return stream_id(self.log, PERSON.name, person)

    def person(self, person: PersonId) -> Person:
        """Return a person who is registered.

        Raises:
            ApiError: ``person_unlisted``.
        """
        found = self._installation.registry.state(One(PERSON, person))
        if found.registered is None:
            raise ApiError("person_unlisted", person=person)
        return found

    def posts(self, person: PersonId) -> tuple[Post, ...]:
        """Return the posts in which somebody may act now: none that awaits a word.

        Raises:
            ApiError: ``person_unlisted``.
        """
        return self.person(person).acting

    def posts_at(self, person: PersonId, version: int) -> tuple[Post, ...]:
        """Return the posts as of a version of the person's stream, or a later one."""
        known = self.remembered(person, version)
        if known is not None:
            return known
        loaded = self._installation.registry.load(One(PERSON, person))
        with self._lock:
            self._posts[person] = (loaded.versions[person], loaded.state.acting)
            if len(self._posts) > REMEMBERED_MAX:
                self._posts.popitem(last=False)
        return loaded.state.acting

    def remembered(self, person: PersonId, version: int) -> tuple[Post, ...] | None:
        """Return the posts as of exactly this version, if they are at hand: nobody waits."""
        with self._lock:
            known = self._posts.get(person)
            if known is None or known[0] != version:
                return None
            self._posts.move_to_end(person)
            return known[1]

    def name(self, person: PersonId) -> FullName:
        """Return a person's names; raises as `Registered.name`."""
        return self._registered.name(person)

    def organisation_name(self, organisation: OrganisationId) -> str:
        """Return the legal name of an organisation; raises as `Registered.organisation`."""
        return self._registered.organisation(organisation).legal_name

    def address(self, person: PersonId) -> str:
        """Return a person's e-mail address; raises as `Registered.name`."""
        return self._registered.email(person)


def holds(posts: tuple[Post, ...], acts: Acts) -> bool:
    """Return whether ``posts`` let somebody act so."""
    return any(post.organisation == acts.organisation and acts.role in post.roles for post in posts)
