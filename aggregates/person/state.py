"""What a person is after their events."""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from aggregates.person.events import (
    EmailChanged,
    OfficeGiven,
    OfficeProposalWithdrawn,
    OfficeProposed,
    PersonAssigned,
    PersonEvent,
    PersonRegistered,
    Post,
)
from aggregates.person.posts import with_role
from aggregates.vocabulary import OrganisationId, Role, Sealed


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the registry, their address and posts now, and the offices they are to hold."""

    registered: PersonRegistered | None = None
    email: Sealed | None = None
    posts: tuple[Post, ...] = ()
    proposals: tuple[OfficeProposed, ...] = ()

    def may_act(self, organisation: OrganisationId, role: Role) -> bool:
        """Return whether the person may act for ``organisation`` in ``role``."""
        return any(post.organisation == organisation and role in post.roles for post in self.posts)

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
            return replace(person, posts=event.posts)
        case EmailChanged(email=email):
            return replace(person, email=email)
        case OfficeProposed():
            return replace(person, proposals=(*person.proposals, event))
        case OfficeGiven(organisation=organisation, role=role):
            posts = with_role(person.posts, organisation, role)
            return replace(person, posts=posts, proposals=person.without(organisation, role))
        case OfficeProposalWithdrawn(organisation=organisation, role=role):
            return replace(person, proposals=person.without(organisation, role))
        case _:
            assert_never(event)
