"""Bringing together what is kept of one person: out of the ledger, and of the rows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from aggregates.log.erasing.events import Erasure, Subject
from aggregates.mandate import MANDATE
from aggregates.person import PERSON
from aggregates.person.events import EmailChanged, PersonRegistered
from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.access import LISTED_MAX
from api.contracts.people import Registered
from api.erasing.preparing import SAID
from api.errors import Language
from api.installation import Installation
from api.personal.data import (
    AccountKept,
    AddressKept,
    DeviceKept,
    GoneForEver,
    Happening,
    MandateKept,
    Particulars,
    PersonalData,
    PostKept,
    SecurityKept,
)
from api.personal.deeds import DEEDS_MAX, Deeds, May
from api.refusals import ApiError
from api.storage import accounts as storage
from api.storage.keys import keys_of
from api.storage.logs import entries_about
from api.storage.operations import Operations, Transaction
from api.storage.outside import outside_links_of
from ledger.codec import stored_name
from ledger.instants import instant_of
from ledger.recorded import Recorded
from ledger.sources import One


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is taken from; ``may`` says what whoever asks may read of what the person did."""

    installation: Installation
    operations: Operations
    language: Language
    may: May

    def of(self, person: PersonId, at: datetime) -> PersonalData:
        """Return what is kept of a person ``at`` this moment; of one who was erased, what is left.

        Raises:
            ApiError: ``person_unlisted``.
            LedgerError: as reading the ledger.
        """
        registry = self.installation.registry
        whole = registry.whole(One(PERSON, person))
        if whole.state.registered is None:
            raise ApiError("person_unlisted", person=person)
        gone = registry.state(SAID).erasing.erased.get((Subject.PERSON, person))
        deeds = [*Deeds(self.installation, person, self.language, self.may).all()]
        account, security = self._account(person)
        return PersonalData(
            person=person,
            made_at=at,
            erased=None if gone is None else _gone(gone),
            particulars=self._particulars(whole.recorded) if gone is None else None,
            posts=tuple(
                PostKept(
                    organisation=p.organisation, name=self._name(p.organisation), roles=p.roles
                )
                for p in whole.state.posts
            ),
            mandates=tuple(self._mandates(person)),
            registered=tuple(map(_happening, whole.recorded)),
            account=account,
            security=security,
            deeds=tuple(deed for of_log in deeds for deed in of_log),
            deeds_left_out=any(len(of_log) == DEEDS_MAX for of_log in deeds),
        )

    def _particulars(self, recorded: tuple[Recorded, ...]) -> Particulars:
        first = recorded[0].event
        assert isinstance(first, PersonRegistered)  # noqa: S101 - so every person begins
        registered = Registered(self.installation)
        name = registered.name(first.person)
        addresses = (
            AddressKept(
                email=registered.opened_email(first.person, one.event.email), since=one.event.at
            )
            for one in recorded
            if isinstance(one.event, PersonRegistered | EmailChanged)
        )
        return Particulars(
            native_name=name.native,
            latin_name=name.latin,
            display_order=first.display_order,
            phone=registered.phone(first.person),
            addresses=tuple(addresses),
        )

    def _mandates(self, person: PersonId) -> Iterator[MandateKept]:
        for edition in reversed(self.installation.editions()):
            book = self.installation.edition(edition)
            for stream in book.rows.streams(MANDATE.name):
                mandate = book.state(One(MANDATE, str(stream)))
                if mandate.person == person:
                    yield MandateKept(
                        edition=edition,
                        mandate=mandate.id,
                        organisation=mandate.organisation,
                        name=self._name(mandate.organisation),
                        instruments=mandate.instruments,
                        limit=mandate.limit,
                        joint=mandate.joint,
                        valid_from=mandate.valid_from,
                        valid_until=mandate.valid_until,
                        revoked_at=mandate.revoked_at,
                    )

    def _name(self, organisation: OrganisationId) -> str:
        return Registered(self.installation).organisation(organisation).legal_name

    def _account(self, person: PersonId) -> tuple[AccountKept | None, tuple[SecurityKept, ...]]:
        with self.operations.transaction() as connection:
            entries = entries_about(connection, person, LISTED_MAX)
            security = tuple(
                SecurityKept(at=one.at, what=one.what, by=one.by, facts=one.facts)
                for one in entries
            )
            return _account_in(connection, person), security


def _account_in(connection: Transaction, person: PersonId) -> AccountKept | None:
    account = storage.account_of(connection, person)
    if account is None:
        return None
    return AccountKept(
        created_at=account.created_at,
        language=account.language,
        has_password=account.password_hash is not None,
        has_app=account.totp_sealed is not None,
        recovery_codes_left=storage.recovery_codes_left(connection, person),
        passkeys=tuple(
            DeviceKept(label=one.label, created_at=one.created_at, used_at=one.used_at)
            for one in storage.passkeys_of(connection, person)
        ),
        programs=tuple(
            DeviceKept(label=one.label, created_at=one.created_at, used_at=one.used_at)
            for one in keys_of(connection, person)
        ),
        elsewhere=tuple(
            DeviceKept(label=one.issuer, created_at=one.linked_at, used_at=one.used_at)
            for one in outside_links_of(connection, person)
        ),
    )


def _happening(one: Recorded) -> Happening:
    return Happening(
        position=one.position,
        at=instant_of(one.recorded_at),
        type=stored_name(type(one.event)),
    )


def _gone(erasure: Erasure) -> GoneForEver:
    return GoneForEver(at=erasure.at, ground=erasure.ground, reference=erasure.reference)
