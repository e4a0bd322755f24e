"""Who at the desk of the official that reads is about to sign: visitors of theirs, with a seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role, SeatRole
from api.accounts.step_up import What
from api.http.visiting import InSession
from api.web.signing.place import Place
from api.web.visit import Visit


class Attended(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who sits at a seat that is not signed."""

    session: str
    person: PersonId
    organisation: OrganisationId
    field: str


async def attended_at(visit: Visit, place: Place) -> Sequence[Attended]:
    """Return the visitors of the reader's desk who can sign this paper now."""
    signing = place.signing
    if visit.who.role is not Role.OFFICIAL or signing is None or place.executed:
        return ()
    visitors = cast("tuple[InSession, ...]", await visit.read("list_visitors", object))
    waiting = [one.seat for one in signing.seats if one.signed is None]
    return [
        Attended(
            session=one.session,
            person=one.person,
            organisation=one.organisation,
            field=seat.field,
        )
        for one in visitors
        for seat in waiting
        if seat.role is SeatRole.SIGNATORY and seat.of == one.organisation
        if one.person in {sitter.person for sitter in seat.sitters}
    ]


def what_is_seen(place: Place, field: str) -> What:
    """Return what an official attests: that this very paper is signed at this seat."""
    signing = place.signing
    return What(
        operation="sign",
        document_sha256=signing.base_pdf_sha256 if signing else "",
        deal=place.deal.id,
        seat=field,
    )
