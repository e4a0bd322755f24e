"""The first account of an installation, from which all others come.

Nobody is there yet who could register anybody, so the first person registers their office and
themselves, and the log says so for ever. It can be done as long as there is no account.
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
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.vocabulary import Actor, Command, PersonId, Role
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
from api.storage.accounts import is_any_account
from api.storage.links import Link, first_link_to_oneself
from ledger.context import Context
from ledger.sources import One

METHOD: Final = "bootstrap"
"""How the first person showed who they are: they run the operator's own command."""


class First(msgspec.Struct, frozen=True, kw_only=True):
    """Who the first person is, who will register everybody else."""

    native_name: str
    latin_name: str
    email: str
    language: Language = "en"


def bootstrap(installation: Installation, accounts: Accounts, first: First) -> tuple[str, Link]:
    """Return a link with which the first person makes their account. Asked again, another link.

    They become the registry's and the organiser's person in the office that runs the registry.

    Raises:
        ApiError: ``accounts_exist``, ``address_malformed``.
        LedgerError: as the registry's log.
    """
    with accounts.operations.transaction() as connection:
        if is_any_account(connection):
            raise ApiError("accounts_exist")
        before = first_link_to_oneself(connection)
    if before is None:
        person, post = _registered(installation, first, accounts.clock())
    else:
        person = before.person
        post = Acts(organisation=before.organisation, role=Role(before.role))
    token = ids.token()
    wanted = Issue(kind="account", person=person, acts=post, by=person, language=first.language)
    with accounts.operations.transaction() as connection:
        link = issue(connection, accounts, wanted, token)
        entry = Note(what="bootstrapped", person=person, organisation=post.organisation)
        note(connection, accounts, entry)
    return address_of(accounts, link.kind, token), link


def _registered(installation: Installation, first: First, at: datetime) -> tuple[PersonId, Acts]:
    """Register the office and the person, as that person."""
    normal_address(first.email)
    office, person = ids.new_id(), ids.new_id()
    actor = Actor(person=person, organisation=office, role=Role.REGISTRY)
    facts = installation.identity.office
    founding = RegisterOrganisation(
        actor=actor,
        at=at,
        organisation=office,
        legal_name=facts.organisation,
        country=facts.country,
        registration=facts.identifier,
    )
    book = installation.registry
    book.handle(One(ORGANISATION, office), register_organisation, founding, _context(founding))
    sealed = Registered(installation).sealed
    entering = RegisterPerson(
        actor=actor,
        at=at,
        person=person,
        native_name=sealed(person, "native_name", first.native_name),
        latin_name=sealed(person, "latin_name", first.latin_name),
        email=sealed(person, "email", first.email),
        display_order=DisplayOrder.GIVEN_FIRST,
        posts=(Post(organisation=office, roles=(Role.REGISTRY, Role.ORGANISER)),),
    )
    book.handle(One(PERSON, person), register_person, entering, _context(entering))
    return person, Acts(organisation=office, role=Role.REGISTRY)


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
