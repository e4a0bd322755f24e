"""How somebody stands to what a stream is about, by its state."""

from __future__ import annotations

from functools import singledispatch
from typing import Final

from aggregates.deal.access.events import Scope
from aggregates.deal.access.state import ORGANISERS, scopes_granted
from aggregates.deal.parties.consent_to_reopening import sides_at_the_end
from aggregates.deal.state import Deal
from aggregates.mandate.state import Mandate
from aggregates.organisation.state import Organisation
from aggregates.person.state import Person
from aggregates.project.state import Project
from aggregates.vocabulary import Role, SeatRole
from api.http.acting import Acting
from api.http.rule import Relation

_RELATIONS: Final = {
    Scope.TIMELINE: Relation.GRANTED_TIMELINE,
    Scope.TERMS: Relation.GRANTED_TERMS,
    Scope.PAPERS: Relation.GRANTED_PAPERS,
}
_OFFICES = {SeatRole.WITNESS, SeatRole.NOTARY, SeatRole.OFFICIAL}


@singledispatch
def related(state: object, acting: Acting) -> frozenset[Relation]:
    """Return the relations of who asks to the thing that has ``state``; to most, none.

    A kind of state says its own by `related.register`.
    """
    del state, acting
    return frozenset()


@related.register
def to_deal(state: Deal, acting: Acting) -> frozenset[Relation]:
    """Return the relations to a deal. Without any, one does not learn that it exists."""
    own, parties = acting.organisation, state.parties
    found = {
        Relation.PRINCIPAL: own in sides_at_the_end(state),  # also whose leaving ended it
        Relation.PARTICIPANT: own in parties.participants,
        Relation.SPONSOR: bool(state.sponsor) and own == state.sponsor,
        Relation.INVITED: own in parties.invitations.values(),
        Relation.FORMER: own in parties.former and own not in sides_at_the_end(state),
        Relation.SEATED: own in _attesting(state),
        Relation.APPROVER: acting.person in _approvers(state),
    }
    return frozenset(relation for relation, holds in found.items() if holds) | _granted(
        state, acting
    )


def _granted(deal: Deal, acting: Acting) -> frozenset[Relation]:
    """Return what sides let somebody read as a participant, or as one of the organisers."""
    scopes = set[Scope]()
    if acting.organisation in deal.parties.participants:
        scopes |= scopes_granted(deal.access, acting.organisation)
    if acting.role is Role.ORGANISER:
        scopes |= scopes_granted(deal.access, ORGANISERS)
    return frozenset(_RELATIONS[scope] for scope in scopes)


@related.register
def to_organisation(state: Organisation, acting: Acting) -> frozenset[Relation]:
    """Return the relations to an organisation: who acts for it is a member."""
    registered = state.registered
    member = registered is not None and registered.organisation == acting.organisation
    return frozenset({Relation.MEMBER} if member else ())


@related.register
def to_person(state: Person, acting: Acting) -> frozenset[Relation]:
    """Return the relations to a person: themselves, and those who act where they hold a post."""
    registered = state.registered
    found = {
        Relation.SELF: registered is not None and registered.person == acting.person,
        Relation.MEMBER: any(post.organisation == acting.organisation for post in state.posts),
    }
    return frozenset(relation for relation, holds in found.items() if holds)


@related.register
def to_mandate(state: Mandate, acting: Acting) -> frozenset[Relation]:
    """Return the relations to a mandate: who holds it, and those who act for who gave it."""
    found = {
        Relation.SELF: bool(state.id) and state.person == acting.person,
        Relation.MEMBER: bool(state.id) and state.organisation == acting.organisation,
    }
    return frozenset(relation for relation, holds in found.items() if holds)


@related.register
def to_project(state: Project, acting: Acting) -> frozenset[Relation]:
    """Return the relations to a project: those who act for its owner or its sponsor."""
    listing = state.listing
    own = set[str]() if listing is None else {listing.owner, listing.sponsor} - {""}
    return frozenset({Relation.MEMBER} if acting.organisation in own else ())


def _attesting(deal: Deal) -> set[str]:
    signings = [one.signing for one in deal.instruments.values() if one.signing is not None]
    return {
        seat.of for signing in signings for seat in signing.seats.values() if seat.role in _OFFICES
    }


def _approvers(deal: Deal) -> set[str]:
    return {
        approval.approver
        for instrument in deal.instruments.values()
        for approval in instrument.approvals.values()
    }
