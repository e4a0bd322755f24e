"""Who knew what of a deal when: what was open to them, what they were sent, cited and read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.person import PERSON
from aggregates.person.events import OfficeGiven
from aggregates.vocabulary import DealId, OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.deals.course import Course, When
from api.deals.knowledge import Knowing, Known, knowing
from api.http.asked import Asked
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.seen import Seen, seen_by
from api.refusals import ApiError
from api.storage.reads import AccessFilter, noted_before
from api.storage.receipts import receipts_at
from ledger.instants import instant_of
from ledger.sources import One

router = Router("knowledge")

READS_MAX: Final = 200
"""So many reads by virtue of an office are told, the last of them."""


class KnowledgeQuery(When, frozen=True, kw_only=True):
    """Of whom, and by when: an organisation, or a person with the organisations of their posts.

    Of a person, acts are those that they did themselves.
    """

    organisation: OrganisationId = ""
    person: PersonId = ""


class ReadBy(msgspec.Struct, frozen=True, kw_only=True):
    """A read by virtue of an office, as the log of access has it."""

    at: datetime
    person: PersonId
    organisation: OrganisationId
    operation: str
    purpose: str


class SentReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """The receipt of a binding step: handed over with the answer, or sent by e-mail."""

    position: int
    to: PersonId
    handed_at: datetime | None
    mailed_at: datetime | None


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation or a person could know of a deal as of ``position``.

    ``knowing`` has what was open to each organisation, item by item, and when its people cited it;
    ``receipts`` what was sent, ``reads`` what was read by virtue of an office.
    """

    deal: DealId
    organisation: OrganisationId
    person: PersonId
    position: int
    at: datetime
    knowing: tuple[Knowing, ...]
    receipts: tuple[SentReceipt, ...]
    reads: tuple[ReadBy, ...]


@router.get("/deals/{deal}/knowledge", answer=Knowledge, query=KnowledgeQuery)
def read_knowledge(asked: Asked, query: KnowledgeQuery) -> Reply:
    """Read what somebody could see of a deal by a moment, was sent, cited and read.

    Raises:
        ApiError: ``deal_unknown``, ``query_malformed`` unless one is named, ``person_unlisted``.
        LedgerError: ``position_unknown``, ``unavailable``.
    """
    seen = seen_by(asked, When(at=query.at, as_of=query.as_of))
    if bool(query.organisation) == bool(query.person):
        raise ApiError("query_malformed", reason="name an organisation, or a person")
    course = seen.course
    organisations = (query.organisation,) if query.organisation else _posts(asked, query.person)
    content = Knowledge(
        deal=course.deal.id,
        organisation=query.organisation,
        person=query.person,
        position=course.position,
        at=instant_of(course.recorded[-1].recorded_at),
        knowing=tuple(_knowing(asked, course, one, query.person) for one in organisations),
        receipts=tuple(_receipts(asked, query, seen)),
        reads=tuple(_reads(asked, query, course)),
    )
    return Reply(content=content, cache=ASK_AGAIN)


def _posts(asked: Asked, person: PersonId) -> tuple[OrganisationId, ...]:
    posts = asked.site.the(Accounts).people.person(person).posts
    return tuple(dict.fromkeys(post.organisation for post in posts))


def _knowing(asked: Asked, course: Course, organisation: OrganisationId, person: str) -> Knowing:
    """Return what was open to an organisation; to a person of it, since they came to it."""
    found = knowing(course, organisation, person)
    if not person:
        return found
    since = _member_since(asked, organisation, person)
    return replace(found, known=tuple(_not_before(one, since) for one in found.known))


def _not_before(one: Known, since: datetime | None) -> Known:
    if since is None:
        return replace(one, open_since=None, open_position=None)
    if one.open_since is None or one.open_since >= since:
        return one
    return replace(one, open_since=since)


def _member_since(asked: Asked, organisation: OrganisationId, person: PersonId) -> datetime | None:
    """Return when somebody first held a post of an organisation, as the registry's log has it."""
    for one in asked.site.installation.registry.events(One(PERSON, person)):
        posts = getattr(one.event, "posts", ())
        given = one.event.organisation if isinstance(one.event, OfficeGiven) else ""
        if organisation in {given, *(post.organisation for post in posts)}:
            return instant_of(one.recorded_at)
    return None


def _receipts(asked: Asked, query: KnowledgeQuery, seen: Seen) -> Iterator[SentReceipt]:
    own = {
        one.position: one.meta.actor
        for one in seen.course.recorded
        if query.person in {"", one.meta.actor}
        and query.organisation in {"", one.meta.on_behalf_of}
    }
    log_id = seen.book.published.log_id
    with asked.site.the(Accounts).operations.transaction() as connection:
        for sent in receipts_at(connection, log_id, list(own)):
            yield SentReceipt(
                position=sent.position,
                to=own[sent.position],
                handed_at=sent.handed_at,
                mailed_at=sent.mailed_at,
            )


def _reads(asked: Asked, query: KnowledgeQuery, course: Course) -> Iterator[ReadBy]:
    """Yield what they read by virtue of an office up to the moment that is asked for."""
    until = query.as_of
    if query.at is not None:
        until = instant_of(course.recorded[-1].recorded_at)
    which = AccessFilter(
        person=query.person or None,
        organisation=query.organisation or None,
        resource=f"deal:{course.deal.id}",
        until=until,
    )
    with asked.site.the(Accounts).operations.transaction() as connection:
        for one in noted_before(connection, which, None, READS_MAX):
            yield ReadBy(
                at=one.at,
                person=one.person,
                organisation=one.organisation,
                operation=one.operation,
                purpose=one.purpose,
            )
