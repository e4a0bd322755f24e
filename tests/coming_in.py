"""given / when / then for accounts: a registry with people in it, and a clock that tests move."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from authenticator import Authenticator
from databases import Database
from msgspec.structs import replace
from pydantic import SecretStr
from pyotp.totp import TOTP

from aggregates.organisation import ORGANISATION
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)
from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.person.confirm_office import ConfirmOffice, confirm_office
from aggregates.person.confirm_post import ConfirmPost, confirm_post
from aggregates.person.events import DisplayOrder, Post
from aggregates.person.offices import OFFICES
from aggregates.person.propose_office import ProposeOffice, propose_office
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.vocabulary import Actor, Command, Role
from api import ids
from api.accounts.accounts import Accounts, Visitor, opened_accounts
from api.accounts.invitations import Accepting, Made, NewPasskey, accept, invite, offer
from api.accounts.passkeys import Assertion, Creation
from api.accounts.passwords import Passwords, Strength
from api.accounts.sessions import SignedIn, change_session
from api.accounts.sign_in import Answered, Asking, Credentials, sign_in
from api.clock import now
from api.contracts.people import Registered
from api.installation import Installation, installed
from api.mail.sending import Content
from api.refusals import ApiError
from api.settings import Settings
from api.storage.sessions import Session
from ledger.context import Context
from ledger.sources import One
from signing.registry.office import Office

OFFICE = Office(country="CN", organisation="Registry of the Fair", identifier="NTRCN-FAIR-1")
ORIGIN = "https://fair.example.org"
CHEAP = Strength(memory_kib=8, passes=1)
PASSWORD, OTHER_PASSWORD = "seven violins under grey rain", "a kettle whistling in the fjord"


class MovingClock:
    """A clock that stands still until somebody moves it on."""

    def __init__(self, begin: datetime | None = None) -> None:
        self.at = begin or now()

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.at

    def forward(self, **by: float) -> None:
        """Move it on."""
        self.at += timedelta(**by)


class Insider(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with an account, and what they have on them."""

    person: str
    organisation: str
    role: Role
    email: str
    app: TOTP
    recovery_codes: tuple[str, ...]
    signed_in: SignedIn
    arrival: str

    @property
    def actor(self) -> Actor:
        """The person in their first post."""
        return Actor(person=self.person, organisation=self.organisation, role=self.role)


class House:
    """An installation, its accounts, and everybody in it."""

    def __init__(
        self, installation: Installation, accounts: Accounts, clock: MovingClock, database: Database
    ) -> None:
        self.installation = installation
        self.accounts = accounts
        self.clock = clock
        self.database = database
        self.registered = Registered(installation)
        self.numbers = count(1)
        self.names: tuple[str, str] = ("林悦", "Lin Yue")
        self.registrar = Actor(person=ids.new_id(), organisation=ids.new_id(), role=Role.REGISTRY)

    def visitor(self) -> Visitor:
        """Return somebody at a network address that nobody else has."""
        number = next(self.numbers)
        return Visitor(origin=f"2001:db8:{number:x}::1", agent="Browser/1")

    def organisation(self, name: str = "", country: str = "CN") -> str:
        """Register an organisation, by a name of its own unless it is given one."""
        organisation, number = ids.new_id(), next(self.numbers)
        command = RegisterOrganisation(
            actor=self.registrar,
            at=self.clock(),
            organisation=organisation,
            legal_name=name or f"Linghai {number}",
            country=country,
            registration=f"NTR{country}-{number:08}",
        )
        self._send(One(ORGANISATION, organisation), register_organisation, command)
        return organisation

    def person(self, *roles: Role, organisation: str = "") -> Actor:
        """Register a person who holds one post; their address is ``person-ID@example.org``."""
        held = roles or (Role.LEAD,)
        person, body = ids.new_id(), organisation or self.organisation()
        sealed, (native, latin) = self.registered.sealed, self.names
        command = RegisterPerson(
            actor=self.registrar,
            at=self.clock(),
            person=person,
            native_name=sealed(person, "native_name", native),
            latin_name=sealed(person, "latin_name", latin),
            email=sealed(person, "email", email_of(person)),
            display_order=DisplayOrder.FAMILY_FIRST,
            posts=_plain(Post(organisation=body, roles=held)),
        )
        self._send(One(PERSON, person), register_person, command)
        self.confirm(person)
        self._give(person, Post(organisation=body, roles=held))
        return Actor(person=person, organisation=body, role=held[0])

    def assign(self, person: str, *posts: Post) -> None:
        """Give a person other posts."""
        kept = tuple(plain for post in posts for plain in _plain(post))
        command = AssignPerson(actor=self.registrar, at=self.clock(), person=person, posts=kept)
        self._send(One(PERSON, person), assign_person, command)
        self.confirm(person)
        for post in posts:
            self._give(person, post)

    def confirm(self, person: str) -> None:
        """Say of every post of a person that awaits it: they do act for us so."""
        official = Actor(person=ids.new_id(), organisation=ids.new_id(), role=Role.OFFICIAL)
        for asked in self.accounts.people.person(person).awaiting:
            confirming = ConfirmPost(
                actor=official,
                at=self.clock(),
                person=person,
                organisation=asked.organisation,
                roles=asked.roles,
            )
            self._send(One(PERSON, person), confirm_post, confirming)

    def _give(self, person: str, post: Post) -> None:
        """Give somebody the offices of a post: one of the registry proposes, another confirms."""
        other = replace(self.registrar, person=ids.new_id())
        for role in post.roles:
            if role in OFFICES:
                office = {"person": person, "organisation": post.organisation, "role": role}
                proposing = ProposeOffice(actor=self.registrar, at=self.clock(), **office)
                self._send(One(PERSON, person), propose_office, proposing)
                confirming = ConfirmOffice(actor=other, at=self.clock(), **office)
                self._send(One(PERSON, person), confirm_office, confirming)

    def insider(self, *roles: Role, organisation: str = "") -> Insider:
        """Bring somebody in who has a password and an app."""
        actor = self.person(*roles, organisation=organisation)
        invite(self.accounts, self.registrar, actor.person, "en")
        return self.accepted(actor, self.token_to(actor.person))

    def accepted(self, actor: Actor, token: str, password: str = PASSWORD) -> Insider:
        """Accept an invitation with a password and an app; the clock moves on to the next code."""
        visitor = self.visitor()
        app = TOTP(offer(self.accounts, token, visitor).totp_secret)
        accepting = Accepting(password=password, code=app.at(self.clock()))
        made = accept(self.accounts, token, accepting, visitor)
        self.clock.forward(seconds=30)
        return Insider(
            person=actor.person,
            organisation=actor.organisation,
            role=actor.role,
            email=email_of(actor.person),
            app=app,
            recovery_codes=made.recovery_codes,
            arrival=made.arrival,
            signed_in=made.signed_in,
        )

    def with_passkey(self, *roles: Role) -> tuple[Insider, Authenticator]:
        """Bring somebody in who has a passkey only."""
        actor, visitor = self.person(*roles), self.visitor()
        invite(self.accounts, self.registrar, actor.person, "en")
        token, device = self.token_to(actor.person), self.device()
        made = self.accept_with(device, token, visitor)
        insider = Insider(
            person=actor.person,
            organisation=actor.organisation,
            role=actor.role,
            email=email_of(actor.person),
            app=TOTP("A" * 32),
            recovery_codes=made.recovery_codes,
            arrival=made.arrival,
            signed_in=made.signed_in,
        )
        return insider, device

    def accept_with(self, device: Authenticator, token: str, visitor: Visitor) -> Made:
        """Accept an invitation with a passkey of ``device``."""
        offered = offer(self.accounts, token, visitor)
        creation = msgspec.convert(device.create(offered.passkey_options), Creation)
        passkey = NewPasskey(challenge=offered.challenge, passkey=creation)
        return accept(self.accounts, token, Accepting(passkey=passkey), visitor)

    def device(self) -> Authenticator:
        """Return a device without a passkey yet, in a browser on our pages."""
        return Authenticator(ORIGIN, "fair.example.org")

    def signs_in(self, insider: Insider, **changes: str) -> SignedIn:
        """Sign somebody in with password and code, or with ``changes`` to them."""
        typed = {"address": insider.email, "password": PASSWORD, "code": self.code(insider)}
        credentials = Credentials(**{**typed, **changes})
        signed_in = sign_in(self.accounts, credentials, self.visitor())
        self.clock.forward(seconds=30)
        return signed_in

    def signs_in_at(self, address: str, code: str) -> SignedIn:
        """Try to sign in at an address, whoever's it is."""
        credentials = Credentials(address=address, password=PASSWORD, code=code)
        return sign_in(self.accounts, credentials, self.visitor())

    def shows(self, session: Session, until: datetime | None) -> None:
        """Let presence count in a session until then; not at all for None."""
        with self.accounts.operations.transaction() as connection:
            change_session(connection, self.accounts, session.id, stepped_up_until=until)

    def code(self, insider: Insider) -> str:
        """Return the code that the person's app shows."""
        return insider.app.at(self.clock())

    def token_to(self, person: str) -> str:
        """Return the token of the newest link that is on its way to a person."""
        links = [mail.link for mail in self.mails_to(person) if mail.link]
        return links[-1].partition("#")[2]

    def mails_to(self, person: str) -> list[Content]:
        """Return what is on its way to a person, the oldest first."""
        rows = self.rows("SELECT sealed FROM operations.mails WHERE person = %s"
                         " AND sealed IS NOT NULL ORDER BY xmin::text::bigint", person)  # fmt: skip
        opened = (self.accounts.secrets.open(person, "mails", sealed) for (sealed,) in rows)
        return [msgspec.json.decode(text, type=Content) for text in opened]

    def events(self, person: str) -> list[str]:
        """Return what the security log says about a person, in order."""
        query = "SELECT what FROM operations.security_log WHERE person = %s ORDER BY number"
        return [what for (what,) in self.rows(query, person)]

    def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        """Return what a query finds, as one who may see everything."""
        with psycopg.connect(self.database.superuser) as connection:
            return connection.execute(query.encode(), arguments).fetchall()

    def change(self, statement: str, *arguments: object) -> None:
        """Change the tables behind everybody's back."""
        with psycopg.connect(self.database.superuser) as connection:
            connection.execute(statement.encode(), arguments)

    def _send(self, source: One[Any], decision: Callable[..., Any], command: Command) -> None:
        context = Context(
            actor=command.actor.person,
            authentication="test",
            correlation_id="test",
            idempotency_key=ids.new_id(),
            request=hashlib.sha256(msgspec.json.encode(command)).digest(),
        )
        self.installation.registry.handle(source, decision, command, context)


def _plain(post: Post) -> tuple[Post, ...]:
    """Return a post without its offices."""
    roles = tuple(role for role in post.roles if role not in OFFICES)
    return (replace(post, roles=roles),) if roles else ()


def email_of(person: str) -> str:
    """Return the address of a person of the house."""
    return f"person-{person}@example.org"


def answered(asking: Asking, device: Authenticator) -> Answered:
    """Return the device's answer to what a browser was asked."""
    assertion = msgspec.convert(device.get(asking.options), Assertion)
    return Answered(challenge=asking.challenge, passkey=assertion)


def then_refused(ask: Callable[[], object], code: str) -> ApiError:
    """Calling ``ask`` is refused with this code."""
    with pytest.raises(ApiError) as refused:
        ask()
    assert refused.value.code == code
    return refused.value


@contextmanager
def opened_house(
    database: Database, folder: Path, begin: datetime | None = None, origin: str = ORIGIN
) -> Iterator[House]:
    """Give a house on ``database``, founded in ``folder``, whose clock begins then, or now."""
    settings = Settings(
        database_url=SecretStr(database.dsn()), data_directory=folder, public_url=origin
    )
    clock = MovingClock(begin)
    with installed(settings, lambda: OFFICE, clock()) as installation:
        accounts = opened_accounts(
            installation, database.dsn(), settings, passwords=Passwords(CHEAP), clock=clock
        )
        try:
            yield House(installation, accounts, clock, database)
        finally:
            accounts.close()
