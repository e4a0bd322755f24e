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


class OfficeProposed(Event, frozen=True, kw_only=True, tag="person.office_proposed.v1"):
    """A person shall hold an office, once another of the registry confirms it."""

    organisation: OrganisationId
    role: Role
    by: PersonId


class OfficeGiven(Event, frozen=True, kw_only=True, tag="person.office_given.v1"):
    """A person holds an office, beside their other posts: two of the registry gave it."""

    organisation: OrganisationId
    role: Role
    proposed_by: PersonId
    by: PersonId


class OfficeProposalWithdrawn(
    Event, frozen=True, kw_only=True, tag="person.office_proposal_withdrawn.v1"
):
    """An office that was proposed for a person is proposed no longer."""

    organisation: OrganisationId
    role: Role
    by: PersonId


class EmailChanged(Event, frozen=True, kw_only=True, tag="person.email_changed.v1"):
    """A person is written to at this address from now on; it is sealed like the first."""

    email: Sealed
    by: PersonId


class ConfirmationAsked(Event, frozen=True, kw_only=True, tag="person.confirmation_asked.v1"):
    """Somebody of the fair gave these roles of a post: nobody acts in them before it is confirmed.

    It stands for all that awaits a word in this organisation, and in place of what did before.
    """

    organisation: OrganisationId
    roles: tuple[Role, ...]
    by: PersonId


class PostConfirmed(Event, frozen=True, kw_only=True, tag="person.post_confirmed.v1"):
    """The organisation, or who speaks for it while it has nobody, said: they act for us so."""

    organisation: OrganisationId
    roles: tuple[Role, ...]
    asked_by: PersonId
    by: PersonId


class PostRefused(Event, frozen=True, kw_only=True, tag="person.post_refused.v1"):
    """The organisation said: they do not act for us so. They hold these roles no longer."""

    organisation: OrganisationId
    roles: tuple[Role, ...]
    asked_by: PersonId
    by: PersonId


PostEvent: TypeAlias = ConfirmationAsked | PostConfirmed | PostRefused
OfficeEvent: TypeAlias = OfficeProposed | OfficeGiven | OfficeProposalWithdrawn
PersonEvent: TypeAlias = PersonRegistered | PersonAssigned | EmailChanged | PostEvent | OfficeEvent
