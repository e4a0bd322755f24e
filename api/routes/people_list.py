"""People as a list: of one's own organisation, of one's deals, or all, by who asks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.accounts.vouching import administrators_in
from api.contracts.people import FullName, Registered
from api.http.asked import NOBODY, Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Fresh, answered, caught_up, reader_of, seeing
from api.refusals import ApiError
from ledger.errors import LedgerError
from projections.views.people import ActsFor, PersonRow
from projections.views.people import list_people as people_listed

router = Router("people")


class PeopleQuery(Fresh, frozen=True, kw_only=True):
    """Which people: of which ``organisation``, which part of the list, and how fresh."""

    organisation: OrganisationId | None = None


class ListedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, by name, and for whom they act as far as the reader may know.

    ``roles`` are those of posts, and are told to who sees all, or looks after these people. Who was
    erased has no names.
    """

    person: PersonId
    native_name: str | None
    latin_name: str | None
    acts_for: tuple[ActsFor, ...]


class ListedPeople(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[ListedPerson, ...]
    next: str | None


@router.get("/people", answer=ListedPeople, query=PeopleQuery)
async def list_people(asked: Asked, query: PeopleQuery) -> Reply:
    """List people by id.

    Officials, organisers, the registry and auditors see everybody; administrators of an
    organisation its people, and like everybody those who are in their deals by name: leads, and,
    where they may read the terms, who signs and who approves.

    Raises:
        ApiError: ``cursor_malformed``, ``edition_unlisted``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    await caught_up(asked, query.edition, query.after_position)
    reader, of = reader_of(asked), f"people:{asked.who.organisation}:{query.organisation}"
    after = asked.site.cursors.place(of, query.cursor, str) if query.cursor else None
    own = await run_in_threadpool(_administers, asked)
    async with seeing(asked, "people") as connection:
        rows = await people_listed(
            connection,
            reader,
            own=own,
            of=query.organisation,
            after=after,
            limit=query.limit + 1,
        )
    shown, following = rows[: query.limit], None
    if len(rows) > query.limit:
        following = asked.site.cursors.cursor(of, shown[-1].person)
    items = await run_in_threadpool(_named, asked, shown)
    return answered(ListedPeople(items=items, next=following))


def _administers(asked: Asked) -> bool:
    accounts = asked.site.find(Accounts)
    if accounts is None:
        return False
    with accounts.operations.transaction() as connection:
        found = administrators_in(connection, accounts, asked.who.organisation)
    return asked.who.person in found


def _named(asked: Asked, rows: Sequence[PersonRow]) -> tuple[ListedPerson, ...]:
    registered = Registered(asked.site.installation)
    return tuple(_listed(row, _name(registered, row.person)) for row in rows)


def _listed(row: PersonRow, name: FullName | None) -> ListedPerson:
    return ListedPerson(
        person=row.person,
        native_name=None if name is None else name.native,
        latin_name=None if name is None else name.latin,
        acts_for=row.acts_for,
    )


def _name(registered: Registered, person: PersonId) -> FullName | None:
    try:
        return registered.name(person)
    except ApiError:
        return None  # an id that the registry does not know
    except LedgerError as wrong:
        if wrong.code == "key_destroyed":
            return None
        raise
