"""Every kind of stream, every event by its stored name, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Generic, Protocol, TypeVar, cast

from aggregates.admission import ADMISSION
from aggregates.admission.describe import describe as describe_admission
from aggregates.aggregate import Aggregate
from aggregates.deal import DEAL
from aggregates.deal.describe import describe as describe_deal
from aggregates.edition import EDITION
from aggregates.edition.describe import describe as describe_edition
from aggregates.keyring import KEYRING
from aggregates.keyring.describe import describe as describe_keyring
from aggregates.log import LOG
from aggregates.log.describe import describe as describe_log
from aggregates.mandate import MANDATE
from aggregates.mandate.describe import describe as describe_mandate
from aggregates.organisation import ORGANISATION
from aggregates.organisation.describe import describe as describe_organisation
from aggregates.person import PERSON
from aggregates.person.describe import describe as describe_person
from aggregates.project import PROJECT
from aggregates.project.describe import describe as describe_project
from aggregates.publication import PUBLICATION
from aggregates.publication.describe import describe as describe_publication
from aggregates.rates import RATES
from aggregates.rates.describe import describe as describe_rates
from aggregates.registry import REGISTRY
from aggregates.registry.describe import describe as describe_registry
from aggregates.side import SIDE
from aggregates.side.describe import describe as describe_side
from aggregates.telling import Names
from aggregates.vocabulary import Event, Language

S = TypeVar("S")
E = TypeVar("E", bound=Event)

NO_NAMES: Final[Names] = MappingProxyType({})


class Entry(Protocol):
    """A kind of stream, seen from outside: which events it has, and how they are told."""

    @property
    def aggregate(self) -> Aggregate[object, Event]:
        """The aggregate. MUST be given events of its own only."""
        ...

    def tell(self, event: Event, language: Language, names: Names) -> str | None:
        """Return the sentence for one of its own events, none for any other."""
        ...


class Told(Generic[S, E]):
    """An aggregate and the function that tells its events."""

    def __init__(
        self, aggregate: Aggregate[S, E], describe: Callable[[E, Language, Names], str]
    ) -> None:
        self._aggregate = aggregate
        self._describe = describe

    @property
    def aggregate(self) -> Aggregate[object, Event]:
        """The aggregate, of whose state nothing is known here."""
        return cast("Aggregate[object, Event]", self._aggregate)

    def tell(self, event: Event, language: Language, names: Names) -> str | None:
        """Return the sentence for one of its own events, none for any other."""
        if isinstance(event, self._aggregate.events):
            return self._describe(event, language, names)
        return None


ENTRIES: Final[tuple[Entry, ...]] = (
    Told(DEAL, describe_deal),
    Told(MANDATE, describe_mandate),
    Told(KEYRING, describe_keyring),
    Told(SIDE, describe_side),
    Told(PROJECT, describe_project),
    Told(ADMISSION, describe_admission),
    Told(RATES, describe_rates),
    Told(PUBLICATION, describe_publication),
    Told(EDITION, describe_edition),
    Told(ORGANISATION, describe_organisation),
    Told(PERSON, describe_person),
    Told(REGISTRY, describe_registry),
    Told(LOG, describe_log),
)
"""To add a kind of stream, add its line here."""

AGGREGATES: Final[tuple[Aggregate[object, Event], ...]] = tuple(e.aggregate for e in ENTRIES)


def by_stored_name(aggregates: Sequence[Aggregate[object, Event]]) -> Mapping[str, type[Event]]:
    """Return stored name -> event class.

    Raises:
        TypeError: if a name is there twice or does not begin with its aggregate's: a fault in
            the code, found when it is imported.
    """
    events: dict[str, type[Event]] = {}
    for aggregate in aggregates:
        for event in aggregate.events:
            name = str(event.__struct_config__.tag)
            if name in events:
                raise TypeError(f"{name} names two events")
            if not name.startswith(f"{aggregate.name}."):
                raise TypeError(f"{name} is no name for an event of {aggregate.name}")
            events[name] = event
    return MappingProxyType(events)


EVENTS: Final[Mapping[str, type[Event]]] = by_stored_name(AGGREGATES)


def describe(event: Event, language: Language, names: Names = NO_NAMES) -> str:
    """Return ``event`` as a timeline says it, in English or, for ``zh`` and its kin, in Chinese.

    ``names`` says what the listener calls organisations, people, projects, instruments and
    clauses; who is not in it is called by their id.

    Raises:
        TypeError: for an event of no aggregate.
    """
    for entry in ENTRIES:
        told = entry.tell(event, language, names)
        if told is not None:
            return told
    raise TypeError(f"{type(event).__name__} is in no aggregate")
