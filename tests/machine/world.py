"""The streams of one deal as its decisions see them, and every event in the order it was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, Generic, TypeGuard, TypeVar

import msgspec
from machine.cast import MANDATES, OFFICIAL, OPENER, ORGANISER, POWERS, SIDES, mandate_events
from machine.digests import DEAL_ID
from people import DAY, NOON

from aggregates.admission.events import OrganisationAdmitted
from aggregates.admission.state import Admission
from aggregates.aggregate import Aggregate
from aggregates.catalogue import EVENTS
from aggregates.deal import DEAL
from aggregates.deal.policy import Policy
from aggregates.deal.state import Deal, Instrument
from aggregates.edition.events import EditionOpened
from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from aggregates.edition.state import Edition
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.project.events import ProjectListed
from aggregates.project.state import Project
from aggregates.rates import RATES
from aggregates.rates.events import RatePublished
from aggregates.rates.state import Rates
from aggregates.vocabulary import Event, Rate

S = TypeVar("S")
E = TypeVar("E", bound=Event)

EDITION_ID: Final = "edition-1"
PROJECT_ID: Final = "project-1"
RATES_ID: Final = "rates"
EURO: Final = Rate(base="EUR", quote="CNY", rate="8", day="2026-09-07", source="central bank")
PUBLISHED: Final = RatePublished(at=NOON - DAY, rates=(EURO,), by=ORGANISER.person)
PROJECT: Final = Project(
    listing=ProjectListed(
        at=NOON - DAY,
        project=PROJECT_ID,
        title="Solar modules and local assembly",
        owner=OPENER,
        sponsor=ORGANISER.organisation,
        industry="2610",
        destination="PE-CAL",
        amount=None,
        by=OFFICIAL.person,
    )
)
ADMISSIONS: Final[Mapping[str, Admission]] = MappingProxyType(
    {
        side: Admission(
            admitted=OrganisationAdmitted(
                at=NOON - DAY,
                organisation=side,
                legal_name=party.legal_name,
                country=party.country,
                registration=party.registration,
                registry_position=1,
                by=ORGANISER.person,
            )
        )
        for side, party in SIDES.items()
    }
)


LISTS: Final = Lists(
    themes=(ListEntry(code="energy", names={"en": "Energy"}),),
    sessions=(ListEntry(code="day-1", names={"en": "First day"}),),
    items=(CeremonyItem(code="item-1", session="day-1", names={"en": "Great works"}),),
)


def edition(policy: Policy) -> Edition:
    """Return the edition whose deals follow ``policy``."""
    opened = EditionOpened(
        at=NOON - DAY,
        edition=EDITION_ID,
        name="Harbour Fair",
        first_day="2026-09-08",
        last_day="2026-09-11",
        zone="Asia/Shanghai",
        holidays=(),
        code_lists={},
        policy=policy,
        by=ORGANISER.person,
    )
    return Edition(opened=opened, policy=policy, lists=LISTS, lists_number=1)


def stored(event: Event) -> Event:
    """Return ``event`` as it comes back when it was stored as JSON and is read by its name."""
    name = str(event.__struct_config__.tag)
    return msgspec.json.decode(msgspec.json.encode(event), type=EVENTS[name])


BEGINNING: Final[Mapping[str, tuple[Event, ...]]] = MappingProxyType(
    {
        RATES_ID: (stored(PUBLISHED),),
        **{key: tuple(map(stored, mandate_events(power))) for key, power in POWERS.items()},
    }
)
"""What has happened before a deal is opened, by stream."""


class World:
    """The states that running decisions have made, and the events as they were stored."""

    def __init__(self) -> None:
        self.edition = edition(Policy())
        self.deal = Deal()
        self.mandates = dict(MANDATES)
        self.rates = RATES.evolve(RATES.initial, PUBLISHED)
        self.log = {stream: list(events) for stream, events in BEGINNING.items()}
        self.looked_at: dict[str, Instrument] = {}
        self.readers: dict[str, Reader[Any]] = {}

    def append(self, stream: str, event: Event) -> None:
        """Store ``event`` and let the state follow it."""
        if stream == DEAL_ID:
            self.deal = _after(DEAL, self.deal, event)
        elif stream == RATES_ID:
            self.rates = _after(RATES, self.rates, event)
        else:
            self.mandates[stream] = _after(MANDATE, self.mandates[stream], event)
        self.log.setdefault(stream, []).append(stored(event))

    def running(self) -> tuple[Deal, Mapping[str, Mandate], Rates]:
        """Return the states that every decision so far has led to."""
        return self.deal, self.mandates, self.rates

    def followed(self) -> tuple[Deal, Mapping[str, Mandate], Rates]:
        """Return what the stored events make, for one who has read each as soon as it was there.

        Nothing of it is shared with what is running: a change in place of one is not in the other.
        """
        return self._made(self.readers)

    def replayed(self) -> tuple[Deal, Mapping[str, Mandate], Rates]:
        """Return what the stored events make, from nothing."""
        return self._made({})

    def _made(self, readers: dict[str, Reader[Any]]) -> tuple[Deal, Mapping[str, Mandate], Rates]:
        mandates = {key: self._read(readers, MANDATE, key) for key in self.mandates}
        deal, rates = (DEAL, DEAL_ID), (RATES, RATES_ID)
        return self._read(readers, *deal), mandates, self._read(readers, *rates)

    def _read(self, readers: dict[str, Reader[Any]], aggregate: Aggregate[S, E], stream: str) -> S:
        reader: Reader[S] | None = readers.get(stream)
        if reader is None:
            reader = readers[stream] = Reader(aggregate.initial)
        events = self.log.get(stream, ())
        return reader.state if reader.count == len(events) else reader.read(aggregate, events)


class Reader(Generic[S]):
    """Reads a stream in its order, and keeps what it has come to."""

    def __init__(self, state: S) -> None:
        self.state, self.count = state, 0

    def read(self, aggregate: Aggregate[S, E], events: Sequence[Event]) -> S:
        """Read on to the end of the stream."""
        for event in islice(events, self.count, None):
            self.state = _after(aggregate, self.state, event)
            self.count += 1
        return self.state


def _after(aggregate: Aggregate[S, E], state: S, event: Event) -> S:
    assert _is_one_of(event, aggregate.events), "an event of this aggregate"
    return aggregate.evolve(state, event)


def _is_one_of(event: Event, kinds: tuple[type[E], ...]) -> TypeGuard[E]:
    """Return whether it is of one of ``kinds``, quicker than each of seventy is asked."""
    return type(event) in _kinds(kinds)


@cache
def _kinds(events: tuple[type[Event], ...]) -> frozenset[type[Event]]:
    return frozenset(events)
