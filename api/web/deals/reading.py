"""What a page reads of one deal, whole: its events, its timeline, its sides by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import DealId, OrganisationId, PersonId
from api.contracts.people import Registered
from api.deals.standing import DealStanding
from api.deals.timeline import Moment
from api.http.paging import LIMIT_MAX, Page
from api.names import ERASED, short_id, short_name
from api.refusals import ApiError
from api.routes.deals_history import HistoricEvent, History
from api.web.deals.table import Side
from api.web.visit import Visit
from ledger.errors import LedgerError

PARTS_MAX: Final = 25
"""So many parts of a history are read for a page; a deal of 5,000 events is none."""


async def history_of(visit: Visit, deal: DealId) -> list[HistoricEvent]:
    """Return every event of a deal.

    Raises:
        CodedError: as ``read_history``.
    """
    found: list[HistoricEvent] = []
    for _ in range(PARTS_MAX):
        after = found[-1].position if found else 0
        part = await visit.read("read_history", History, {"after": after}, deal=deal)
        found += part.items
        if not part.more:
            break
    return found


async def timeline_of(
    visit: Visit, deal: DealId, query: Mapping[str, object] | None = None
) -> list[Moment]:
    """Return what happened in a deal, the latest first.

    Raises:
        CodedError: as ``read_timeline``.
    """
    found: list[Moment] = []
    following: str | None = ""
    for _ in range(PARTS_MAX):
        asked = {**(query or {}), "limit": LIMIT_MAX, "cursor": following or ""}
        read = await visit.read("read_timeline", object, asked, deal=deal)
        part = cast("Page[Moment]", read)
        found += part.items
        following = part.next
        if following is None:
            break
    return found[::-1]


async def sides_of(visit: Visit, deal: DealStanding) -> tuple[Side, ...]:
    """Return the principals in the order in which they came, the reader's own side first."""
    own = visit.who.organisation
    people = await names_of(visit, (one.lead for one in deal.principals))
    ordered = sorted(deal.principals, key=lambda one: one.party.id != own)
    return tuple(
        Side(
            id=one.party.id,
            name=short_name(one.party.legal_name, visit.tongue.told),
            country=one.party.country,
            lead=people[one.lead],
            number=number,
            own=one.party.id == own,
        )
        for number, one in enumerate(ordered)
    )


async def names_of(visit: Visit, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
    """Return what people are called, in the reader's language."""
    return await run_in_threadpool(_names, visit, tuple(people))


async def organisations_of(
    visit: Visit, organisations: Iterable[OrganisationId]
) -> Mapping[OrganisationId, str]:
    """Return what organisations are called, in the reader's language."""
    return await run_in_threadpool(_organisations, visit, tuple(organisations))


def _names(visit: Visit, people: tuple[PersonId, ...]) -> Mapping[PersonId, str]:
    registered = Registered(visit.site.installation)
    found: dict[PersonId, str] = dict.fromkeys(people, ERASED)
    for person, state in registered.people(people).items():
        try:
            found[person] = registered.name_of(person, state).told_in(visit.tongue.told)
        except ApiError:
            found[person] = short_id(person)
        except LedgerError as wrong:
            if wrong.code != "key_destroyed":
                raise
    return found


def _organisations(
    visit: Visit, organisations: tuple[OrganisationId, ...]
) -> Mapping[OrganisationId, str]:
    known = Registered(visit.site.installation).organisations(organisations)
    return {
        one: short_name(known[one].legal_name if one in known else short_id(one), visit.tongue.told)
        for one in organisations
    }
