"""given / when / then over HTTP: a fair on a real port, its people signed in with their own means.

``negotiation.does("accept_clauses", lin, instrument=..., ...)`` sends a command as somebody and
returns what was `Said`; ``said.then(200)`` or ``said.then_refused(409, "not_on_table")``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import msgspec
from coming_in import OFFICE, ORIGIN, House, Insider, opened_house
from databases import Database
from plain_transport import asking
from pydantic import SecretStr

from aggregates.admission import ADMISSION
from aggregates.admission.admit_organisation import AdmitOrganisation, admit_organisation
from aggregates.deal.policy import Policy
from aggregates.edition import EDITION
from aggregates.edition.open_edition import OpenEdition, open_edition
from aggregates.mandate import MANDATE
from aggregates.mandate.record_mandate import RecordMandate, record_mandate
from aggregates.mandate.verify_mandate import VerifyMandate, verify_mandate
from aggregates.organisation import ORGANISATION
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)
from aggregates.project import PROJECT
from aggregates.project.list_project import ListProject, list_project
from aggregates.registry import REGISTRY
from aggregates.registry.list_edition import ListEdition, list_edition
from aggregates.vocabulary import Actor, Command, Kind, Money, Role
from api import ids
from api.accounts.identities import AccountIdentities
from api.accounts.sessions import session_of
from api.accounts.step_up import Proof, What, step_up
from api.annexes.wiring import annexes_of
from api.http.acting import COOKIE
from api.http.app import create_app
from api.http.log import json_logger
from api.http.services import reading_services
from api.http.serving import serving
from api.http.site import Site
from api.installation import EDITIONS
from api.receipts.witnessing import Witnessing
from api.settings import Settings
from api.storage.reading import Reading
from api.work.publications import Publications
from ledger.book import Book
from ledger.context import Context
from ledger.sources import One

METRICS_TOKEN = "token-of-prometheus"  # noqa: S105 - of a server that lives as long as a test run


class Said:
    """What the server said."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response

    @property
    def body(self) -> Any:
        """The answer, read as JSON."""
        return self.response.json()

    @property
    def etag(self) -> str:
        """The entity tag."""
        return self.response.headers["etag"]

    @property
    def types(self) -> list[str]:
        """The events that a command came to."""
        return [event["type"] for event in self.body["events"]]

    def then(self, status: int = 200) -> Said:
        """It was answered so."""
        assert self.response.status_code == status, self.response.text
        return self

    def then_refused(self, status: int, code: str) -> Said:
        """It was refused so, as a problem document."""
        told = (self.response.status_code, self.response.headers["content-type"])
        assert told == (status, "application/problem+json"), self.response.text
        assert (self.body["code"], self.body["status"]) == (code, status), self.response.text
        return self


class Person:
    """Somebody at the fair, with the session that they are in."""

    def __init__(self, fair: Fair, insider: Insider, role: Role, mandate: str = "") -> None:
        self.fair = fair
        self.insider = insider
        self.token = insider.signed_in.token
        self.role = role
        self.mandate = mandate

    @property
    def actor(self) -> Actor:
        """The person as the rules know them."""
        return Actor(
            person=self.insider.person, organisation=self.insider.organisation, role=self.role
        )

    def get(self, path: str, **headers: str) -> Said:
        """Read."""
        return self.fair.said("GET", path, headers={**self.cookie, **headers})

    def post(self, path: str, body: object, **headers: str) -> Said:
        """Send a command, under a new key unless ``headers`` have one."""
        sent = {**self.cookie, "idempotency-key": ids.new_id(), **_named(headers)}
        return self.fair.said("POST", path, json=body, headers=sent)

    @property
    def cookie(self) -> dict[str, str]:
        """The header with which the session comes; a new one where a test let it end by time."""
        if session_of(self.fair.house.accounts, self.token) is None:
            self.token = self.fair.house.signs_in(self.insider).token
        return self.old_cookie

    @property
    def old_cookie(self) -> dict[str, str]:
        """The header with the session that there was, ended or not."""
        return {"cookie": f"{COOKIE}={self.token}"}

    def shows_presence(
        self, operation: str, document_sha256: str, deal: str = "", seat: str = ""
    ) -> None:
        """Show anew who they are, for one operation on one document, at a seat of a deal."""
        accounts = self.fair.house.accounts
        assert self.cookie
        session = session_of(accounts, self.token)
        assert session is not None
        what = What(operation=operation, document_sha256=document_sha256, deal=deal, seat=seat)
        code, visitor = self.fair.house.code(self.insider), self.fair.house.visitor()
        signed_in, _ = step_up(accounts, session, what, Proof(code=code), visitor)
        self.fair.house.clock.forward(seconds=30)
        self.token = signed_in.token


class Fair:
    """An edition with a project, served over HTTP."""

    def __init__(
        self, house: House, site: Site, client: httpx2.Client, log: StringIO, folder: Path
    ) -> None:
        self.house = house
        self.site = site
        self.client = client
        self.log = log
        self.folder = folder
        self.edition, self.project = ids.new_id(), ids.new_id()
        self.registry_office = ids.new_id()
        self.organiser = Actor(person=ids.new_id(), organisation=ids.new_id(), role=Role.ORGANISER)
        self._found()

    def said(self, method: str, path: str, **sent: Any) -> Said:
        """Send a request to a path below the root of the interface."""
        return Said(self.client.request(method, f"/api/v1{path}", **sent))

    @property
    def book(self) -> Book:
        """The edition's log."""
        return self.house.installation.edition(self.edition)

    def person(self, role: Role = Role.LEAD, organisation: str = "") -> Person:
        """Bring somebody in who acts in one role."""
        return Person(self, self.house.insider(role, organisation=organisation), role)

    def lead(self, name: str) -> Person:
        """Bring in the lead of a new principal, with a verified mandate to sign."""
        person = self.person(Role.LEAD)
        self._admit(person.actor.organisation, name)
        person.mandate = self.mandate_of(person)
        return person

    def mandate_of(self, person: Person) -> str:
        """Record and verify that a person may sign for their organisation, and approve."""
        mandate, at = ids.new_id(), self.house.clock()
        recorded = RecordMandate(
            actor=person.actor,
            at=at,
            mandate=mandate,
            organisation=person.actor.organisation,
            person=person.actor.person,
            instruments=(Kind.LETTER_OF_INTENT, Kind.AGREEMENT),
            limit=Money(amount="900000000", currency="CNY"),
            scope=("approve", "sign"),
            valid_from=at - timedelta(days=1),
            valid_until=at + timedelta(days=300),
            evidence_sha256="ab" * 32,
        )
        official = Actor(person=ids.new_id(), organisation=ids.new_id(), role=Role.OFFICIAL)
        self.in_edition(One(MANDATE, mandate), record_mandate, recorded)
        verified = VerifyMandate(actor=official, at=at, mandate=mandate)
        self.in_edition(One(MANDATE, mandate), verify_mandate, verified)
        return mandate

    def _found(self) -> None:
        at, registrar, organiser = self.house.clock(), self.house.registrar, self.organiser
        register = RegisterOrganisation(
            actor=registrar,
            at=at,
            organisation=self.registry_office,
            legal_name=OFFICE.organisation,
            country=OFFICE.country,
            registration=OFFICE.identifier,
        )
        source = One(ORGANISATION, self.registry_office)
        self._in_registry(source, register_organisation, register)
        listed = ListEdition(actor=registrar, at=at, edition=self.edition, name="Fair of the Bay")
        self._in_registry(One(REGISTRY, EDITIONS), list_edition, listed)
        opened = OpenEdition(
            actor=organiser,
            at=at,
            edition=self.edition,
            name="Fair of the Bay",
            first_day="2026-09-01",
            last_day="2026-09-09",
            zone="Asia/Shanghai",
            holidays=(),
            code_lists={"ISO 4217": "2026-01-01"},
            policy=Policy(),
        )
        self.in_edition(One(EDITION, self.edition), open_edition, opened)
        project = ListProject(
            actor=organiser,
            at=at,
            project=self.project,
            title="Cable plant",
            owner=ids.new_id(),
            industry="C2732",
            destination="CN-FJ",
            amount=Money(amount="500000000", currency="CNY"),
        )
        self.in_edition(One(PROJECT, self.project), list_project, project)

    def registered_lead(self, name: str, country: str, *names: str) -> Person:
        """Bring in the lead of a new principal that is registered by its name; ``names`` theirs."""
        kept, self.house.names = self.house.names, (names[0], names[-1])
        person = self.person(Role.LEAD, self.house.organisation(name, country))
        self.house.names = kept
        self._admit(person.actor.organisation, name, country)
        person.mandate = self.mandate_of(person)
        return person

    def _admit(self, organisation: str, name: str, country: str = "CN") -> None:
        admission = AdmitOrganisation(
            actor=self.organiser,
            at=self.house.clock(),
            organisation=organisation,
            legal_name=name,
            country=country,
            registration=f"NTR{country}-{organisation[-8:]}",
            registry_position=self.house.installation.registry.head(),
        )
        self.in_edition(One(ADMISSION, organisation), admit_organisation, admission)

    def in_edition(self, source: One[Any], decision: Callable[..., Any], sent: Command) -> None:
        """Record a command in the edition's log, past the server."""
        self.book.handle(source, decision, sent, _context(sent))

    def _in_registry(self, source: One[Any], decision: Callable[..., Any], sent: Command) -> None:
        self.house.installation.registry.handle(source, decision, sent, _context(sent))


def _context(sent: Command) -> Context:
    return Context(
        actor=sent.actor.person,
        authentication="test",
        correlation_id="test",
        idempotency_key=ids.new_id(),
        request=hashlib.sha256(msgspec.json.encode(sent)).digest(),
    )


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def opened_fair(
    database: Database,
    folder: Path,
    begin: datetime | None = None,
    origin: str = ORIGIN,
    **choices: Any,
) -> Iterator[Fair]:
    """Serve a fair of its own on this machine, from ``begin`` or from now on.

    Its port is that of ``origin``, or a free one; ``choices`` are settings.
    """
    settings = Settings(
        database_url=SecretStr(database.dsn()),
        data_directory=folder,
        public_url=origin,
        metrics_token=SecretStr(METRICS_TOKEN),
        reads_per_second=10_000,
        commands_per_second=10_000,
        **choices,
    )
    log = StringIO()
    with opened_house(database, folder, begin, origin) as house:
        reading = Reading(database.dsn())
        app = create_app(
            house.installation,
            settings,
            AccountIdentities(house.accounts, reading),
            (
                *(house.accounts, reading),
                annexes_of(house.installation, settings, house.accounts.operations),
                *reading_services(house.installation, database.dsn(), settings),
            ),
            clock=house.clock,
            log=json_logger(log),
        )
        port = urlsplit(origin).port or 0
        with serving(app, port=port) as url, asking(url) as client:
            yield Fair(house, app.state.site, client, log, folder)


def publications_of(fair: Fair) -> Publications:
    """Return the job of a worker that publishes figures."""
    house, witnessing = fair.house, fair.site.find(Witnessing) or Witnessing()
    return Publications(
        house.installation, house.database.dsn(), "CNY", witnessing.has_seen, house.clock
    )
