"""Setting the stage: everything that must be so before the first move of a deal.

Organisations and people come into the registry's log, the edition into a log of its own with its
admissions, mandates and project. Each is a command like any other, by somebody who may.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

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
from aggregates.organisation.verify_organisation import VerifyOrganisation, verify_organisation
from aggregates.person import PERSON
from aggregates.person.confirm_office import ConfirmOffice, confirm_office
from aggregates.person.confirm_post import ConfirmPost, confirm_post
from aggregates.person.events import ConfirmationAsked, Post
from aggregates.person.offices import OFFICES
from aggregates.person.propose_office import ProposeOffice, propose_office
from aggregates.project import PROJECT
from aggregates.project.events import ProjectText
from aggregates.project.list_project import ListProject, list_project
from aggregates.registry import REGISTRY
from aggregates.registry.list_edition import ListEdition, list_edition
from aggregates.vocabulary import Actor, Language, OrganisationId, PersonId, Role
from api.dealfile.document import DealFile
from api.dealfile.fair import Office, Project
from api.dealfile.sides import Mandate, Organisation
from api.installation import EDITIONS, Installation
from api.play.cast import registrars
from api.play.stage import Stage
from api.play.venue import Newcomer, Told
from ledger.sources import One

DAY = timedelta(days=1)


class Scene:
    """The commands before the first move, on one stage."""

    def __init__(
        self, stage: Stage, installation: Installation, deal_file: DealFile, at: datetime
    ) -> None:
        self._stage = stage
        self._installation = installation
        self._file = deal_file
        self._at = at
        cast = stage.cast
        self._founders = registrars(deal_file)
        self._registrar = cast.somebody(Role.REGISTRY)
        self._organiser = cast.somebody(Role.ORGANISER, Role.REGISTRY)
        self._official = cast.somebody(Role.OFFICIAL)

    def set(self) -> Iterator[Told]:
        """Yield what each command came to, in order."""
        for name, office in self._file.offices.items():
            yield self._register(name, office)
        for name, body in self._file.organisations.items():
            yield self._register(name, body)
        yield from self._everybody()
        for name, body in self._file.organisations.items():
            yield self._verify(name, body)
        yield self._list_edition()
        yield self._open_edition()
        for name in self._file.organisations:
            yield self._admit(name)
        for name, mandate in self._file.mandates.items():
            yield from self._mandate(name, mandate)
        yield self.list_project()

    def _register(self, name: str, body: Office | Organisation) -> Told:
        organisation = self._stage.cast.id(name)
        command = RegisterOrganisation(
            actor=self._registrar,
            at=self._at,
            organisation=organisation,
            legal_name=body.legal_name,
            country=body.country,
            registration=body.registration,
        )
        return self._stage.registry(One(ORGANISATION, organisation), register_organisation, command)

    def _verify(self, name: str, body: Organisation) -> Told:
        """The extract of the public register is what the file says: its words are the evidence."""
        organisation = self._stage.cast.id(name)
        source = One(ORGANISATION, organisation)
        extract = f"{body.legal_name}\n{body.country}\n{body.registration}\n".encode()
        command = VerifyOrganisation(
            actor=self._official,
            at=self._at,
            organisation=organisation,
            evidence_sha256=hashlib.sha256(extract).hexdigest(),
        )
        return self._stage.registry(source, verify_organisation, command, blobs=(extract,))

    def _everybody(self) -> Iterator[Told]:
        """Let the registry begin with two, who register the others and give their offices."""
        venue = self._stage.venue
        for name in self._founders:
            answer = venue.found(self._newcomer(name), self._registrar, self._at)
            yield Told(log="registry", answer=answer)
        for name in self._file.people:
            if name not in self._founders:
                yield from self._register_person(self._newcomer(name))

    def _newcomer(self, name: str) -> Newcomer:
        person, cast = self._file.people[name], self._stage.cast
        return Newcomer(
            person=cast.id(name),
            native_name=person.native_name,
            latin_name=person.latin_name,
            email=person.email,
            phone=person.phone or "",
            display_order=person.display_order,
            posts=(Post(organisation=cast.id(person.organisation), roles=person.roles),),
        )

    def _register_person(self, newcomer: Newcomer) -> Iterator[Told]:
        venue, (post,) = self._stage.venue, newcomer.posts
        plain = tuple(role for role in post.roles if role not in OFFICES)
        held = (replace(post, roles=plain),) if plain else ()
        registered = replace(newcomer, posts=held)
        answer = venue.register(registered, self._registrar, self._at)
        yield Told(log="registry", answer=answer)
        for event in answer.events:
            if isinstance(event, ConfirmationAsked):
                yield self._confirm(newcomer.person, event)
        for role in post.roles:
            if role in OFFICES:
                yield from self._give(newcomer.person, post.organisation, role)
        venue.invite(newcomer, self._registrar)

    def _confirm(self, person: PersonId, asked: ConfirmationAsked) -> Told:
        """The other founder looks into it: the organisation has nobody yet who could say so."""
        founders = (self._stage.cast.as_registrar(name) for name in self._founders)
        (other,) = (founder for founder in founders if founder.person != asked.by)
        confirming = ConfirmPost(
            actor=other,
            at=self._at,
            person=person,
            organisation=asked.organisation,
            roles=asked.roles,
        )
        return self._stage.registry(One(PERSON, person), confirm_post, confirming)

    def _give(self, person: PersonId, body: OrganisationId, role: Role) -> Iterator[Told]:
        """One of the founders proposes an office, the other confirms it."""
        first, second = (self._stage.cast.as_registrar(name) for name in self._founders)
        source = One(PERSON, person)
        proposing = ProposeOffice(
            actor=first, at=self._at, person=person, organisation=body, role=role
        )
        yield self._stage.registry(source, propose_office, proposing)
        confirming = ConfirmOffice(
            actor=second, at=self._at, person=person, organisation=body, role=role
        )
        yield self._stage.registry(source, confirm_office, confirming)

    def _list_edition(self) -> Told:
        source = One(REGISTRY, EDITIONS)
        # one list for all plays, and one of a story that begins later may have been before this
        before = [listed.event.at for listed in self._installation.registry.events(source)]
        listing = ListEdition(
            actor=self._registrar,
            at=max([self._at, *before]),
            edition=self._stage.cast.edition,
            name=self._file.edition.name,
        )
        return self._stage.registry(source, list_edition, listing)

    def _open_edition(self) -> Told:
        edition, cast = self._file.edition, self._stage.cast
        policies = edition.policies
        command = OpenEdition(
            actor=self._organiser,
            at=self._at,
            edition=cast.edition,
            name=edition.name,
            first_day=cast.day(edition.starts).isoformat(),
            last_day=cast.day(edition.ends).isoformat(),
            zone=edition.zone,
            holidays=tuple(sorted(cast.day(day).isoformat() for day in edition.holidays)),
            code_lists=dict(edition.code_lists),
            policy=Policy(
                principals_max=policies.principals_max,
                nda_required=policies.nda_required,
                required_languages=policies.required_languages,
                country_languages=policies.country_languages,
                certified_languages=policies.certified_languages,
                mandatory_clauses=policies.mandatory_clauses,
                approval_kinds=policies.approval_kinds,
                reopening_days=policies.reopening_days,
            ),
        )
        return self._stage.edition(One(EDITION, cast.edition), open_edition, command)

    def _admit(self, name: str) -> Told:
        identifier = self._stage.cast.id(name)
        facts = self._file.organisations[name]
        command = AdmitOrganisation(
            actor=self._organiser,
            at=self._at,
            organisation=identifier,
            legal_name=facts.legal_name,
            country=facts.country,
            registration=facts.registration,
            registry_position=self._installation.registry.head(),
        )
        return self._stage.edition(One(ADMISSION, identifier), admit_organisation, command)

    def _mandate(self, name: str, mandate: Mandate) -> Iterator[Told]:
        cast = self._stage.cast
        identifier = cast.id(name)
        source = One(MANDATE, identifier)
        evidence = mandate.evidence.encode()
        person = self._file.people[mandate.person]
        yield self._stage.edition(
            source,
            record_mandate,
            RecordMandate(
                actor=Actor(
                    person=cast.id(mandate.person),
                    organisation=cast.id(person.organisation),
                    role=person.roles[0],
                ),
                at=self._at,
                mandate=identifier,
                organisation=cast.id(mandate.organisation),
                person=cast.id(mandate.person),
                instruments=mandate.instruments,
                limit=mandate.limit,
                joint=mandate.joint,
                scope=mandate.scope,
                valid_from=cast.midnight(mandate.valid_from),
                valid_until=cast.midnight(mandate.valid_until + DAY),
                evidence_sha256=hashlib.sha256(evidence).hexdigest(),
            ),
            blobs=(evidence,),
        )
        official = self._file.people[mandate.verified_by]
        actor = Actor(
            person=cast.id(mandate.verified_by),
            organisation=cast.id(official.organisation),
            role=Role.OFFICIAL,
        )
        verification = VerifyMandate(actor=actor, at=self._at, mandate=identifier)
        yield self._stage.edition(source, verify_mandate, verification)

    def list_project(self) -> Told:
        """List the project of the deal in the catalogue."""
        project, cast = self._file.project, self._stage.cast
        command = ListProject(
            actor=self._organiser,
            at=self._at,
            project=cast.project,
            title=project.title.get("en") or next(iter(project.title.values())),
            owner=cast.id(project.owner),
            sponsor=cast.id(project.sponsor),
            industry=project.industry,
            destination=project.destination,
            amount=project.amount,
            texts=_texts_of(project),
            mode=self._file.deal.classification.mode if project.summary else "",
        )
        return self._stage.edition(One(PROJECT, cast.project), list_project, command)


def _texts_of(project: Project) -> dict[Language, ProjectText]:
    """Return what the catalogue says of a project; nothing where its file has no summary."""
    if not project.summary:
        return {}
    return {
        tag: ProjectText(title=title, summary=project.summary.get(tag, ""))
        for tag, title in project.title.items()
    }
