"""Who could sign an instrument, side by side: what whoever opens its signing chooses from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal.guards import require_instrument
from aggregates.deal.signing.seating import require_sitter
from aggregates.deal.state import Deal, Instrument
from aggregates.errors import RuleError
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import MandateId, OrganisationId, PersonId, Rate, Sitter
from api.contracts.room import Room
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.storage.views import Views
from ledger.sources import Each
from projections.reader import Reader
from projections.views.mandates import MandateFilter, list_mandates
from projections.views.posts import list_offices

router = Router("deals")

MANDATES_MAX = 200
"""So many mandates of a side are looked at, the newest first."""


class CanSign(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whose mandate covers the instrument as it stands.

    ``joint`` is how many have to sign together by it.
    """

    person: PersonId
    mandate: MandateId
    joint: int
    valid_until: datetime


class SideSigns(msgspec.Struct, frozen=True, kw_only=True):
    """A principal, and who could sign for it."""

    principal: OrganisationId
    people: tuple[CanSign, ...]


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that attests, and as what: ``witness``, ``notary``, ``official``."""

    organisation: OrganisationId
    role: str


class Signatories(msgspec.Struct, frozen=True, kw_only=True):
    """Who could sign an instrument for each of its sides, and which offices could attest it."""

    sides: tuple[SideSigns, ...]
    offices: tuple[Office, ...]


class _Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What it is asked of: the deal, one instrument of it, and where its papers are made."""

    room: Room
    deal: Deal
    instrument: Instrument


@router.get("/deals/{deal}/instruments/{instrument}/signatories", answer=Signatories)
async def list_signatories(asked: Asked) -> Reply:
    """List who could sign an instrument now, for each side, and which offices could attest it.

    No limit of anybody is told: only that it covers what is to be signed. The mandates are those
    that the read models know.

    Raises:
        RuleError: ``unknown_instrument``.
        ApiError: ``views_missing``.
    """
    asking = await run_in_threadpool(_asking, asked)
    who = asked.who
    looking = Reader(person=who.person, organisation=who.organisation, sees="all")
    found: list[MandateId] = []
    async with asked.site.the(Views).reading(looking) as connection:
        for principal in asking.deal.parties.principals:
            which = MandateFilter(organisation=principal, state="verified")
            rows = await list_mandates(
                connection, looking, asking.deal.edition, which, limit=MANDATES_MAX
            )
            found += [row.mandate for row in rows]
        offices = await list_offices(connection)
    sides = await run_in_threadpool(_sides, asking, found, asked.at)
    told = tuple(
        Office(organisation=one.organisation, role=one.role)
        for one in offices
        if one.organisation not in asking.deal.parties.principals
    )
    return Reply(content=Signatories(sides=sides, offices=told), cache=ASK_AGAIN)


def _asking(asked: Asked) -> _Asking:
    book = asked.site.places.deal(asked.path["deal"])
    room = Room(asked.site.installation, book, asked.path["deal"])
    deal = book.state(room.source)
    require_related(asked, deal)
    return _Asking(
        room=room, deal=deal, instrument=require_instrument(deal, asked.path["instrument"])
    )


def _sides(asking: _Asking, found: Sequence[MandateId], at: datetime) -> tuple[SideSigns, ...]:
    """Return who could sign, by the mandates as the ledger has them."""
    mandates: Mapping[MandateId, Mandate] = (
        asking.room.book.state(Each(MANDATE, found)) if found else {}
    )
    return tuple(
        SideSigns(principal=side, people=tuple(_covered(asking, side, mandates, at)))
        for side in asking.deal.parties.principals
    )


def _covered(
    asking: _Asking, principal: OrganisationId, mandates: Mapping[MandateId, Mandate], at: datetime
) -> Iterator[CanSign]:
    rates = asking.room.book.state(asking.room.rates).current
    seen = set[PersonId]()
    for mandate in mandates.values():
        sitter = Sitter(person=mandate.person, mandate=mandate.id)
        if mandate.organisation != principal or mandate.person in seen:
            continue
        if asking.instrument.matrix.frame is None:
            if not _is_of_kind(mandate, asking.instrument, at):
                continue  # what is not written yet has no amount to hold it to
        elif not _is_covered(asking, principal, sitter, mandates, rates, at):
            continue  # it does not cover this: somebody else signs
        seen.add(mandate.person)
        yield CanSign(
            person=mandate.person,
            mandate=mandate.id,
            joint=mandate.joint,
            valid_until=mandate.valid_until,
        )


def _is_of_kind(mandate: Mandate, instrument: Instrument, at: datetime) -> bool:
    """Return whether a mandate is to sign such an instrument, whatever it will pledge."""
    runs = mandate.valid_from <= at < mandate.valid_until and mandate.revoked_at is None
    return runs and instrument.kind in mandate.instruments and "sign" in mandate.scope


def _is_covered(
    asking: _Asking,
    principal: OrganisationId,
    sitter: Sitter,
    mandates: Mapping[MandateId, Mandate],
    rates: tuple[Rate, ...],
    at: datetime,
) -> bool:
    try:
        require_sitter(asking.deal, asking.instrument, principal, sitter, mandates, rates, at)
    except RuleError:
        return False
    return True
