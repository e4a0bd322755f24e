"""The first two accounts of an installation, from which all others come.

Nobody is there yet who could register anybody, so the first person registers their office and
themselves, and then the second, and the log says so for ever. Two they are, for two of the registry
give every other office. Nobody is registered so once there are two.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import msgspec

from aggregates.organisation import ORGANISATION
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)
from aggregates.person import PERSON
from aggregates.person.events import DisplayOrder, Post
from aggregates.person.register_founder import register_founder
from aggregates.person.register_person import RegisterPerson
from aggregates.vocabulary import Actor, Command, OrganisationId, PersonId, Role
from api import ids
from api.accounts.accounts import Accounts
from api.accounts.addresses import normal_address
from api.accounts.links import Issue, address_of, issue
from api.accounts.people import Acts
from api.accounts.security import Note, note
from api.contracts.people import Registered
from api.errors import Language
from api.installation import Installation
from api.refusals import ApiError
from api.storage.accounts import account_of, is_any_account
from api.storage.links import Link
from api.storage.logs import first_entries
from ledger.context import Context
from ledger.sources import One

FOUNDERS: Final = 2
"""One proposes who is to hold an office, the other confirms."""
LINKS_MAX: Final = 1000
"""How many of the links that were made so are looked through for who had them."""
METHOD: Final = "bootstrap"
"""How the first person showed who they are: they run the operator's own command."""


class First(msgspec.Struct, frozen=True, kw_only=True):
    """Who one of the first two people is, and as what they act for the registry's office."""

    native_name: str
    latin_name: str
    email: str
    language: Language = "en"
    roles: tuple[Role, ...] = (Role.REGISTRY, Role.ORGANISER)


class _Founder(msgspec.Struct, frozen=True, kw_only=True):
    """One of the first two people, and the office that runs the registry."""

    person: PersonId
    office: OrganisationId


def bootstrap(installation: Installation, accounts: Accounts, first: First) -> tuple[str, Link]:
    """Return a link with which one of the first two makes their account. Asked again, another link.

    They become the registry's and the organiser's people, unless ``roles`` say otherwise, in the
    office that runs the registry. Which of the two is meant, the address says.

    Raises:
        ApiError: ``accounts_exist`` for who has one, and for a third; ``address_malformed``.
        LedgerError: as the registry's log.
    """
    founder = _known(accounts, first) or _next(installation, accounts, first)
    token = ids.token()
    wanted = Issue(
        kind="account",
        person=founder.person,
        acts=Acts(organisation=founder.office, role=Role.REGISTRY),
        by=founder.person,
        language=first.language,
    )
    with accounts.operations.transaction() as connection:
        link = issue(connection, accounts, wanted, token)
        entry = Note(what="bootstrapped", person=founder.person, organisation=founder.office)
        note(connection, accounts, entry)
    return address_of(accounts, link.kind, token), link


def _known(accounts: Accounts, first: First) -> _Founder | None:
    """Return the founder of this address, if they are registered and have no account yet."""
    address = normal_address(first.email)
    for founder in _founders(accounts):
        if normal_address(accounts.people.address(founder.person)) == address:
            with accounts.operations.transaction() as connection:
                if account_of(connection, founder.person) is not None:
                    raise ApiError("accounts_exist")
            return founder
    return None


def _next(installation: Installation, accounts: Accounts, first: First) -> _Founder:
    """Register the office with the first person, or the second in the office of the first."""
    before = _founders(accounts)
    with accounts.operations.transaction() as connection:
        strangers = not before and is_any_account(connection)
    if strangers or len(before) >= FOUNDERS:
        raise ApiError("accounts_exist")
    person, at = ids.new_id(), accounts.clock()
    if not before:
        founder = _Founder(person=person, office=ids.new_id())
        by = Actor(person=person, organisation=founder.office, role=Role.REGISTRY)
        _register_office(installation, by, at)
    else:
        founder = _Founder(person=person, office=before[0].office)
        by = Actor(person=before[0].person, organisation=founder.office, role=Role.REGISTRY)
    _register(installation, first, founder, by, at)
    return founder


def _founders(accounts: Accounts) -> list[_Founder]:
    """Return who was registered so before, each once, the first first."""
    with accounts.operations.transaction() as connection:
        entries = first_entries(connection, "bootstrapped", LINKS_MAX)
    found = {entry.person: entry.organisation for entry in entries}
    return [_Founder(person=person, office=office) for person, office in found.items()]


def _register_office(installation: Installation, by: Actor, at: datetime) -> None:
    facts = installation.identity.office
    founding = RegisterOrganisation(
        actor=by,
        at=at,
        organisation=by.organisation,
        legal_name=facts.organisation,
        country=facts.country,
        registration=facts.identifier,
    )
    source = One(ORGANISATION, by.organisation)
    installation.registry.handle(source, register_organisation, founding, _context(founding))


def _register(
    installation: Installation, first: First, founder: _Founder, by: Actor, at: datetime
) -> None:
    sealed, person = Registered(installation).sealed, founder.person
    entering = RegisterPerson(
        actor=by,
        at=at,
        person=person,
        native_name=sealed(person, "native_name", first.native_name),
        latin_name=sealed(person, "latin_name", first.latin_name),
        email=sealed(person, "email", first.email),
        display_order=DisplayOrder.GIVEN_FIRST,
        posts=(Post(organisation=founder.office, roles=first.roles),),
    )
    source = One(PERSON, person)
    installation.registry.handle(source, register_founder, entering, _context(entering))


def _context(command: Command) -> Context:
    request = msgspec.json.encode(command)
    return Context(
        actor=command.actor.person,
        on_behalf_of=command.actor.organisation,
        authentication=METHOD,
        correlation_id=command.actor.person,
        idempotency_key=ids.new_id(),
        request=hashlib.sha256(request).digest(),
    )
