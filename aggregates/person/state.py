"""What a person is after their events."""

from __future__ import annotations

from functools import reduce
from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.person.events import (
    ConfirmationAsked,
    EmailChanged,
    OfficeEvent,
    OfficeGiven,
    OfficeProposalWithdrawn,
    OfficeProposed,
    PersonAssigned,
    PersonEvent,
    PersonRegistered,
    Post,
    PostConfirmed,
    PostEvent,
    PostRefused,
)
from aggregates.person.posts import with_role, without_roles
from aggregates.vocabulary import OrganisationId, Role, Sealed


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the registry, their address and posts now, and the offices they are to hold.

    In what is ``awaiting`` of their posts they do not act yet.
    """

    registered: PersonRegistered | None = None
    email: Sealed | None = None
    posts: tuple[Post, ...] = ()
    awaiting: tuple[ConfirmationAsked, ...] = ()
    proposals: tuple[OfficeProposed, ...] = ()

    @property
    def acting(self) -> tuple[Post, ...]:
        """The posts in which the person may act: all but what awaits a word."""
        return reduce(_without_awaited, self.awaiting, self.posts)

    def may_act(self, organisation: OrganisationId, role: Role) -> bool:
        """Return whether the person may act for ``organisation`` in ``role``."""
        return any(post.organisation == organisation and role in post.roles for post in self.acting)

    def awaited(self, organisation: OrganisationId) -> ConfirmationAsked | None:
        """Return what awaits a word of an organisation, if anything does."""
        for asked in self.awaiting:
            if asked.organisation == organisation:
                return asked
        return None

    def proposed(self, organisation: OrganisationId, role: Role) -> OfficeProposed | None:
        """Return the open proposal of an office, if there is one."""
        for proposal in self.proposals:
            if (proposal.organisation, proposal.role) == (organisation, role):
                return proposal
        return None

    def without(self, organisation: OrganisationId, role: Role) -> tuple[OfficeProposed, ...]:
        """Return the open proposals but one."""
        gone = self.proposed(organisation, role)
        return tuple(proposal for proposal in self.proposals if proposal is not gone)


def evolve(person: Person, event: PersonEvent) -> Person:
    """Return the person after ``event``. Never refuses: it has happened."""
    match event:
        case PersonRegistered():
            return Person(registered=event, email=event.email, posts=event.posts)
        case PersonAssigned():
            return replace(person, posts=event.posts, awaiting=_left(person.awaiting, event.posts))
        case EmailChanged(email=email):
            return replace(person, email=email)
        case ConfirmationAsked() | PostConfirmed() | PostRefused():
            return _of_post(person, event)
        case _:
            return _of_office(person, event)


def _of_office(person: Person, event: OfficeEvent) -> Person:
    match event:
        case OfficeProposed():
            return replace(person, proposals=(*person.proposals, event))
        case OfficeGiven(organisation=organisation, role=role):
            posts = with_role(person.posts, organisation, role)
            return replace(person, posts=posts, proposals=person.without(organisation, role))
        case OfficeProposalWithdrawn(organisation=organisation, role=role):
            return replace(person, proposals=person.without(organisation, role))
        case _:
            assert_never(event)


def _of_post(person: Person, event: PostEvent) -> Person:
    others = tuple(one for one in person.awaiting if one.organisation != event.organisation)
    match event:
        case ConfirmationAsked():
            return replace(person, awaiting=(*others, event))
        case PostConfirmed():
            return replace(person, awaiting=others)
        case PostRefused(organisation=organisation, roles=roles):
            posts = without_roles(person.posts, organisation, roles)
            return replace(person, posts=posts, awaiting=others)
        case _:
            assert_never(event)


def _without_awaited(posts: tuple[Post, ...], asked: ConfirmationAsked) -> tuple[Post, ...]:
    return without_roles(posts, asked.organisation, asked.roles)


def _left(
    awaiting: tuple[ConfirmationAsked, ...], posts: tuple[Post, ...]
) -> tuple[ConfirmationAsked, ...]:
    """Return what still awaits a word once somebody holds ``posts``: no role that they lost."""
    held = {post.organisation: post.roles for post in posts}
    left = (
        replace(one, roles=tuple(r for r in one.roles if r in held.get(one.organisation, ())))
        for one in awaiting
    )
    return tuple(one for one in left if one.roles)
