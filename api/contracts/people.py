"""Who people and organisations are, as the registry's log says: names are opened here only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from aggregates.aggregate import Aggregate
from aggregates.organisation import ORGANISATION
from aggregates.organisation.events import OrganisationRegistered
from aggregates.person import PERSON
from aggregates.person.state import Person
from aggregates.vocabulary import Event, Language, OrganisationId, PersonId, Sealed
from api import ids
from api.installation import Installation
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.fields import Disclosed, FieldPlace, open_field, seal_field
from ledger.keys.store import Key
from ledger.sources import Each, One

S = TypeVar("S")
E = TypeVar("E", bound=Event)


class FullName(msgspec.Struct, frozen=True, kw_only=True):
    """A person's two names, to be printed both where they are two."""

    native: str
    latin: str

    @property
    def both(self) -> tuple[str, ...]:
        """The native name, then the Latin one where it differs by more than capital letters.

        Passports write a family name in capitals; that alone makes no second name.
        """
        if self.native.casefold() == self.latin.casefold():
            return (self.latin,)
        return self.native, self.latin

    def told_in(self, language: Language) -> str:
        """The native name among Chinese, and the Latin one in every other language."""
        return self.native if language.startswith("zh") else self.latin


class Registered:
    """People and organisations of the registry."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    @property
    def codes_at(self) -> str:
        """What page codes are put behind to come to their page; empty without an address."""
        return self._installation.codes_at

    def organisation(self, organisation: OrganisationId) -> OrganisationRegistered:
        """Return the registered facts of an organisation or office.

        Raises:
            ApiError: ``organisation_unlisted``.
        """
        found = self._installation.registry.state(One(ORGANISATION, organisation)).registered
        if found is None:
            raise ApiError("organisation_unlisted", organisation=organisation)
        return found

    def name(self, person: PersonId) -> FullName:
        """Return a person's names.

        Raises:
            ApiError: ``person_unlisted``.
            LedgerError: ``key_destroyed`` when the person was erased.
        """
        return self.name_of(person, self._installation.registry.state(One(PERSON, person)))

    def name_of(self, person: PersonId, state: Person) -> FullName:
        """Return the names of a person whose state was read.

        Raises:
            ApiError: ``person_unlisted``.
            LedgerError: ``key_destroyed`` when the person was erased.
        """
        found = state.registered
        if found is None:
            raise ApiError("person_unlisted", person=person)
        return FullName(
            native=self._opened(person, "native_name", found.native_name),
            latin=self._opened(person, "latin_name", found.latin_name),
        )

    def people(self, people: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Return the states of several people, read at once; an id of something else has none."""
        return self._each(PERSON, people)

    def organisations(
        self, organisations: Iterable[OrganisationId]
    ) -> Mapping[OrganisationId, OrganisationRegistered]:
        """Return the registered facts of those that are listed, read at once."""
        found = self._each(ORGANISATION, organisations)
        return {key: one.registered for key, one in found.items() if one.registered is not None}

    def email(self, person: PersonId) -> str:
        """Return a person's e-mail address.

        Raises:
            ApiError: ``person_unlisted``.
            LedgerError: ``key_destroyed`` when the person was erased.
        """
        found = self._installation.registry.state(One(PERSON, person)).email
        if found is None:
            raise ApiError("person_unlisted", person=person)
        return self.opened_email(person, found)

    def opened_email(self, person: PersonId, sealed: Sealed) -> str:
        """Return an address that was sealed for a person: the one of now, or another.

        Raises:
            LedgerError: ``key_destroyed`` when the person was erased; ``field_tampered``.
        """
        return self._opened(person, "email", sealed)

    def phone(self, person: PersonId) -> str:
        """Return a person's telephone number; empty if they gave none.

        Raises:
            ApiError: ``person_unlisted``.
            LedgerError: ``key_destroyed`` when the person was erased.
        """
        found = self._installation.registry.state(One(PERSON, person)).registered
        if found is None:
            raise ApiError("person_unlisted", person=person)
        return "" if found.phone is None else self._opened(person, "phone", found.phone)

    def sealed(self, person: PersonId, field: str, text: str) -> Sealed:
        """Return ``text`` under the person's key, for the event that registers them."""
        return self.sealed_under(self._installation.keys.person_key(person), person, field, text)

    def sealed_under(self, key: Key, person: PersonId, field: str, text: str) -> Sealed:
        """Return ``text`` as `sealed` does, under a key that may be kept nowhere."""
        disclosed = Disclosed(ids.salt(), text)
        return seal_field(key, self._place(person, field), disclosed, ids.nonce())

    def disclosed(self, person: PersonId, field: str, sealed: Sealed) -> Disclosed:
        """Return a text of a person's own events as whoever may read it can check it: by no key.

        Raises:
            LedgerError: ``key_destroyed`` when the person was erased; ``field_tampered``.
        """
        return open_field(self._installation.keys.secret, self._place(person, field), sealed)

    def _each(self, aggregate: Aggregate[S, E], keys: Iterable[str]) -> Mapping[str, S]:
        wanted, registry = tuple(keys), self._installation.registry
        try:
            return registry.state(Each(aggregate, wanted))
        except LedgerError as wrong:
            if wrong.code != "event_foreign":
                raise
            # one of them is the id of something else: the others are found without it
            if len(wanted) == 1:
                return {}
            return {
                key: state for one in wanted for key, state in self._each(aggregate, (one,)).items()
            }

    def _opened(self, person: PersonId, field: str, sealed: Sealed) -> str:
        return self.disclosed(person, field, sealed).text

    def _place(self, person: PersonId, field: str) -> FieldPlace:
        log = str(self._installation.identity.registry_log)
        return FieldPlace(log=log, stream=person, field=field)
