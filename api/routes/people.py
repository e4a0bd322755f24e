"""People of the registry: their names are sealed here, before anything is decided or stored."""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.person.confirm_office import ConfirmOffice, confirm_office
from aggregates.person.events import ConfirmationAsked, DisplayOrder, Post
from aggregates.person.propose_office import ProposeOffice, propose_office
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.person.state import Person
from aggregates.person.withdraw_office import WithdrawOffice, withdraw_office
from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.accounts.accounts import Accounts
from api.accounts.confirming import tell_administrators
from api.contracts.people import Registered
from api.contracts.prepared import Prepared, Streams
from api.contracts.registering import NewPerson, check_particulars, seals_of
from api.http.access import note_access
from api.http.asked import Asked
from api.http.commands import command, in_registry, prepared_command
from api.http.errand import Errand
from api.http.guard import require_related
from api.http.policy import relations_by_role
from api.http.related import related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.rule import OFFICES, Relation
from api.http.sources import stream_named
from api.refusals import ApiError
from ledger.recorded import Answer
from ledger.sources import One

router = Router("people")

_ALL: Final = OFFICES | {Relation.SELF}
"""Who is told the address and every post; colleagues are told the name and the common posts."""


class OfficeAhead(msgspec.Struct, frozen=True, kw_only=True):
    """An office that somebody of the registry has proposed, and nobody else has confirmed yet."""

    organisation: OrganisationId
    role: Role
    proposed_by: PersonId


class PostAhead(msgspec.Struct, frozen=True, kw_only=True):
    """Roles that somebody of the fair has given, in which the person acts once it is confirmed."""

    organisation: OrganisationId
    roles: tuple[Role, ...]
    asked_by: PersonId


class PersonNow(msgspec.Struct, frozen=True, kw_only=True):
    """A person. Without ``email`` and ``phone`` for a colleague, and with the common posts alone.

    ``proposals`` are offices that they are to hold; they hold none of them before it is confirmed.
    Of their posts, ``awaiting`` are those in which they do not act before they are confirmed.
    ``version`` is what ``If-Match`` cites.
    """

    person: PersonId
    native_name: str
    latin_name: str
    display_order: DisplayOrder
    posts: tuple[Post, ...]
    awaiting: tuple[PostAhead, ...]
    proposals: tuple[OfficeAhead, ...]
    email: str | None
    phone: str | None
    version: int


def _register(errand: Errand, body: NewPerson) -> tuple[Streams, Answer]:
    asked = errand.asked
    person = body.person or asked.new_id()
    source = One(PERSON, person)
    state, before = errand.look(source)
    if state is None:
        return source, before
    check_particulars(body)
    registered = Registered(asked.site.installation)
    for post in body.posts:
        registered.organisation(post.organisation)
    seals = seals_of(registered, person, body, state.registered)
    sent = RegisterPerson(
        actor=asked.actor,
        at=asked.at,
        person=person,
        native_name=seals.native_name,
        latin_name=seals.latin_name,
        email=seals.email,
        phone=seals.phone,
        display_order=body.display_order,
        posts=body.posts,
    )
    prepared = Prepared(streams=source, decision=register_person, command=sent)
    answer = errand.carried_out(prepared)
    tell_who_decides(asked, answer)
    return source, answer


def tell_who_decides(asked: Asked, answer: Answer) -> None:
    """Write to the administrators whose word a post awaits, once for each time that it is asked."""
    found = [
        (position, event.organisation)
        for position, event in zip(answer.positions, answer.events, strict=True)
        if isinstance(event, ConfirmationAsked)
    ]
    accounts = asked.site.find(Accounts)
    if found and accounts is not None:
        tell_administrators(accounts, found)


def _in_listed_organisation(asked: Asked, sent: ProposeOffice) -> Streams:
    """Return the person's stream; an office is held for an organisation that there is."""
    asked.require_may()
    Registered(asked.site.installation).organisation(sent.organisation)
    return One(PERSON, sent.person)


prepared_command(
    router,
    register_person,
    NewPerson,
    _register,
    path="/people/register_person",
    place=in_registry,
    fresh=("person",),
)
command(
    router,
    assign_person,
    AssignPerson,
    path="/people/{person}/assign_person",
    place=in_registry,
    streams=stream_named(PERSON, "person"),
    after=tell_who_decides,
)
command(
    router,
    propose_office,
    ProposeOffice,
    path="/people/{person}/propose_office",
    place=in_registry,
    streams=_in_listed_organisation,
    if_match=False,
)
command(
    router,
    confirm_office,
    ConfirmOffice,
    path="/people/{person}/confirm_office",
    place=in_registry,
    streams=stream_named(PERSON, "person"),
    if_match=False,
)
command(
    router,
    withdraw_office,
    WithdrawOffice,
    path="/people/{person}/withdraw_office",
    place=in_registry,
    streams=stream_named(PERSON, "person"),
    if_match=False,
)


@router.get("/people/{person}", answer=PersonNow)
def read_person(asked: Asked) -> Reply:
    """Return a person's names and posts: one's own, a colleague's, or by office anybody's.

    Raises:
        ApiError: ``person_unlisted``, also where it is nobody's business.
        LedgerError: ``key_destroyed`` when the person was erased.
    """
    person = asked.path["person"]
    loaded = asked.site.installation.registry.load(One(PERSON, person))
    own = related(loaded.state, asked.who)
    by_office = relations_by_role(asked.acting) & OFFICES
    if loaded.state.registered is None or not own | by_office:
        raise ApiError("person_unlisted", person=person)
    require_related(asked, loaded.state)
    if not own:
        note_access(asked, f"person:{person}")
    version, whole = loaded.versions[person], bool((own | by_office) & _ALL)
    now = _shown(asked, loaded.state, version, whole=whole)
    return Reply(content=now, etag=version, cache=ASK_AGAIN)


def _shown(asked: Asked, state: Person, version: int, *, whole: bool) -> PersonNow:
    person = asked.path["person"]
    assert state.registered is not None  # noqa: S101 - the caller has looked
    registered = Registered(asked.site.installation)
    name, own = registered.name(person), asked.who.organisation
    return PersonNow(
        person=person,
        native_name=name.native,
        latin_name=name.latin,
        display_order=state.registered.display_order,
        posts=tuple(post for post in state.posts if whole or post.organisation == own),
        awaiting=tuple(
            PostAhead(organisation=one.organisation, roles=one.roles, asked_by=one.by)
            for one in state.awaiting
            if whole or one.organisation == own
        ),
        proposals=_ahead(state) if whole else (),
        email=registered.email(person) if whole else None,
        phone=registered.phone(person) if whole else None,
        version=version,
    )


def _ahead(state: Person) -> tuple[OfficeAhead, ...]:
    return tuple(
        OfficeAhead(organisation=one.organisation, role=one.role, proposed_by=one.by)
        for one in state.proposals
    )
