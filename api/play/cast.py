"""Who is who: the ids of a deal file, and the ids that the ledger knows them by.

Ids in the ledger are new and random, for those of a file may tell a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aggregates.vocabulary import SYSTEM, Actor, Deadline, Role
from api.dealfile.document import DealFile
from api.dealfile.moments import instant_of, is_relative
from api.dealfile.moves.move import Move
from api.refusals import ApiError

OFFICES: Final = (Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY)
"""The roles of those who act for an office of the fair, in the order of preference."""


def registrars(deal_file: DealFile) -> tuple[str, str]:
    """Return the first two people of the registry, who found it; a file that was read has them."""
    first, second, *_ = (
        name for name, person in deal_file.people.items() if Role.REGISTRY in person.roles
    )
    return first, second


class Cast:
    """The file's people, bodies, mandates and instruments, each with its id in the ledger."""

    def __init__(
        self,
        deal_file: DealFile,
        shift: timedelta,
        new_id: Callable[[], str],
        beside: Cast | None = None,
    ) -> None:
        """``beside`` is the cast of another deal of the same fair: who is in it is known by now."""
        self._file = deal_file
        self.shift = shift
        self.edition: str = new_id() if beside is None else beside.edition
        self.deal, self.project = new_id(), new_id()
        names = tuple(self._names())
        # sorted, so that papers name the sides in the order of the file
        self._ids = dict(zip(names, sorted(new_id() for _ in names), strict=True))
        if beside is not None:
            self._ids |= beside.at_the_fair()

    def id(self, name: str) -> str:
        """Return the ledger's id of a body, person, mandate or instrument; empty for nobody."""
        return self._ids[name] if name else ""

    def at_the_fair(self) -> dict[str, str]:
        """Return the ids of all but the instruments, which are of this deal alone."""
        own = {draft.id for draft in self._file.instruments}
        return {name: identifier for name, identifier in self._ids.items() if name not in own}

    def take(self, name: str, identifier: str) -> None:
        """Let somebody be known by an id that they have in the ledger already."""
        self._ids[name] = identifier

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

    def as_registrar(self, name: str) -> Actor:
        """Return somebody of the registry as such."""
        body = self.id(self._file.people[name].organisation)
        return Actor(person=self.id(name), organisation=body, role=Role.REGISTRY)

    def deadline(self, at: datetime) -> Deadline:
        """Return ``at`` as a deadline in the edition's zone and calendar."""
        return Deadline(at=at, zone=self._file.edition.zone, calendar=self._file.edition.id)

    def instant(self, moment: str, at: datetime) -> datetime:
        """Return what a moment of the file means to a move that is made ``at``."""
        if is_relative(moment):
            return instant_of(moment, at)
        return instant_of(moment, at) + self.shift

    def day(self, day: date) -> date:
        """Return a day of the file as it is played: moved along with the moves, in whole days."""
        return day + timedelta(days=round(self.shift / timedelta(days=1)))

    def midnight(self, day: date) -> datetime:
        """Return when that day begins in the edition's zone, as it is played."""
        zone = ZoneInfo(self._file.edition.zone)
        return datetime.combine(self.day(day), time.min, zone).astimezone(UTC)

    def _names(self) -> Iterable[str]:
        yield from self._file.offices
        yield from self._file.organisations
        yield from self._file.people
        yield from self._file.mandates
        yield from (draft.id for draft in self._file.instruments)
