"""Who read what by virtue of an office, when and what for; and whether that record was changed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.http.access import note_access
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered
from api.reads.checking import Checked, Wrong, check_reads
from api.storage.reads import AccessFilter, noted_before

router = Router("accesses")

Text = Annotated[str, Meta(max_length=200)]


class AccessesQuery(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which reads: of a person, an organisation, of what (``deal:<id>``), by which operation, when.

    ``until`` is exclusive.
    """

    person: Text | None = None
    organisation: Text | None = None
    resource: Text | None = None
    operation: Text | None = None
    since: datetime | None = None
    until: datetime | None = None


class AccessNow(msgspec.Struct, frozen=True, kw_only=True):
    """A read: its number in the record, who, in which role, what by which operation, what for.

    ``purpose`` is empty where they said nothing.
    """

    number: int
    at: datetime
    person: PersonId
    organisation: OrganisationId
    role: str
    operation: str
    resource: str
    purpose: str


class AccessesNow(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the record, the last read first. Without ``next`` it is the last part."""

    items: tuple[AccessNow, ...]
    next: str | None


class AccessesChecked(msgspec.Struct, frozen=True, kw_only=True):
    """The record held against the digests that the ledger has of it, as it was found ``at``.

    ``forgotten`` batches were removed at the end of their time; ``open`` reads are in none yet.
    """

    at: datetime
    batches: int
    reads: int
    forgotten: int
    open: int
    wrong: tuple[Wrong, ...]


@router.get("/accesses", answer=AccessesNow, query=AccessesQuery)
def list_accesses(asked: Asked, query: AccessesQuery) -> Reply:
    """List who read what by virtue of an office, and what for; reading this is noted as well.

    Raises:
        ApiError: ``cursor_malformed``.
        LedgerError: ``unavailable``.
    """
    asked.require_may()
    note_access(asked, "accesses")
    of = f"accesses:{_filters(query)}"
    before = asked.site.cursors.place(of, query.cursor, int) if query.cursor else None
    which = AccessFilter(
        person=query.person,
        organisation=query.organisation,
        resource=query.resource,
        operation=query.operation,
        since=query.since,
        until=query.until,
    )
    with asked.site.the(Accounts).operations.transaction() as connection:
        found = noted_before(connection, which, before, query.limit + 1)
    shown = found[: query.limit]
    more = len(found) > len(shown)
    following = asked.site.cursors.cursor(of, shown[-1].number) if more else None
    names = AccessNow.__struct_fields__
    items = tuple(AccessNow(**{name: getattr(one, name) for name in names}) for one in shown)
    return answered(AccessesNow(items=items, next=following))


@router.get("/accesses/checked", answer=AccessesChecked, limit="heavy")
def check_accesses(asked: Asked) -> Reply:
    """Hold the record of reads against the ledger: every batch and read that was changed is named.

    Raises:
        LedgerError: ``unavailable``; as reading the registry's log.
    """
    asked.require_may()
    note_access(asked, "accesses")
    operations = asked.site.the(Accounts).operations
    found: Checked = check_reads(asked.site.installation.registry, operations, asked.at)
    checked = AccessesChecked(at=asked.at, **msgspec.structs.asdict(found))
    return Reply(content=checked)


def _filters(query: AccessesQuery) -> str:
    whole = msgspec.structs.replace(query, cursor="", limit=1)
    return msgspec.json.encode(whole).decode()
