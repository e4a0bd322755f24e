"""Who is who: the ids of a deal file, and the ids that the ledger knows them by.

Ids in the ledger are new and random, for those of a file may tell a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from types import MappingProxyType

from aggregates.vocabulary import SYSTEM, Actor, Deadline, Role
from api.dealfile.document import DealFile
from api.dealfile.moments import instant_of, is_relative
from api.dealfile.moves.move import Move
from api.refusals import ApiError


class Cast:
    """The file's people, bodies, mandates and instruments, each with its id in the ledger."""

    def __init__(self, deal_file: DealFile, shift: timedelta, new_id: Callable[[], str]) -> None:
        self._file = deal_file
        self.shift = shift
        self.edition, self.deal, self.project = new_id(), new_id(), new_id()
        self._ids = {name: new_id() for name in self._names()}
        self.names = MappingProxyType({self._ids[name]: shown for name, shown in self._shown()})

    def id(self, name: str) -> str:
        """Return the ledger's id of a body, person, mandate, instrument or annex of the file."""
        return self._ids[name] if name else ""

    def actor(self, move: Move, *fitting: Role) -> Actor:
        """Return who makes ``move``, in the role that it names or the first that fits."""
        if move.by == SYSTEM:
            return Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)
        person = self._file.people[move.by]
        own = [role for role in fitting if role in person.roles]
        role = move.acting_as or (own or list(person.roles))[0]
        return Actor(person=self.id(move.by), organisation=self.id(person.organisation), role=role)

    def somebody(self, *roles: Role) -> Actor:
        """Return the first person of the file who has one of ``roles``, the first role first.

        Raises:
            ApiError: ``nobody_acts``.
        """
        for role in roles:
            for name, person in self._file.people.items():
                if role in person.roles:
                    body = self.id(person.organisation)
                    return Actor(person=self.id(name), organisation=body, role=role)
        raise ApiError("nobody_acts", roles=tuple(role.value for role in roles))

    def deadline(self, at: datetime) -> Deadline:
        """Return ``at`` as a deadline in the edition's zone and calendar."""
        return Deadline(at=at, zone=self._file.edition.zone, calendar=self._file.edition.id)

    def instant(self, moment: str, at: datetime) -> datetime:
        """Return what a moment of the file means to a move that is made ``at``."""
        if is_relative(moment):
            return instant_of(moment, at)
        return instant_of(moment, at) + self.shift

    def _names(self) -> Iterable[str]:
        yield from self._file.offices
        yield from self._file.organisations
        yield from self._file.people
        yield from self._file.mandates
        yield from (draft.id for draft in self._file.instruments)

    def _shown(self) -> Iterable[tuple[str, str]]:
        yield from ((name, office.legal_name) for name, office in self._file.offices.items())
        yield from ((name, body.legal_name) for name, body in self._file.organisations.items())
        yield from ((name, person.latin_name) for name, person in self._file.people.items())
        yield from ((name, f"“{name}”") for name in self._file.mandates)
        yield from ((draft.id, draft.title.get("en", draft.id)) for draft in self._file.instruments)
