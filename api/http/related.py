"""How somebody stands to what a stream is about, by its state."""

from __future__ import annotations

from functools import singledispatch

from aggregates.deal.state import Deal
from aggregates.vocabulary import SeatRole
from api.http.acting import Acting
from api.http.rule import Relation

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
        Relation.PRINCIPAL: own in parties.principals,
        Relation.PARTICIPANT: own in parties.participants,
        Relation.SPONSOR: bool(state.sponsor) and own == state.sponsor,
        Relation.INVITED: own in parties.invitations.values(),
        Relation.SEATED: own in _attesting(state),
        Relation.APPROVER: acting.person in _approvers(state),
    }
    return frozenset(relation for relation, holds in found.items() if holds)


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
