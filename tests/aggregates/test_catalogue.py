"""The catalogue of every event."""

from __future__ import annotations

import pytest
from people import NOON

from aggregates.aggregate import Aggregate
from aggregates.catalogue import AGGREGATES, EVENTS, by_stored_name, describe
from aggregates.deal.events import DealEvent
from aggregates.mandate import MANDATE
from aggregates.mandate.events import MandateRevoked
from aggregates.vocabulary import Event


def _untouched(state: object, _: Event) -> object:
    return state


def test_every_stream_of_the_design_is_there() -> None:
    assert [aggregate.name for aggregate in AGGREGATES] == [
        "deal",
        "mandate",
        "keyring",
        "side",
        "project",
        "admission",
        "rates",
        "publication",
        "edition",
        "organisation",
        "person",
        "registry",
        "ledger",
    ]


def test_an_event_is_found_by_its_stored_name() -> None:
    assert EVENTS["mandate.revoked.v1"] is MandateRevoked
    assert set(EVENTS.values()) >= set(DealEvent.__args__)


def test_two_events_cannot_bear_one_name() -> None:
    both: tuple[type[Event], ...] = (MandateRevoked, MandateRevoked)
    twice: Aggregate[object, Event] = Aggregate("mandate", object(), _untouched, both)
    with pytest.raises(TypeError, match=r"mandate\.revoked\.v1 names two events"):
        by_stored_name((twice,))


def test_an_event_bears_the_name_of_its_aggregate() -> None:
    events: tuple[type[Event], ...] = MANDATE.events
    other: Aggregate[object, Event] = Aggregate("deal", object(), _untouched, events)
    with pytest.raises(TypeError, match=r"mandate\.\w+\.v1 is no name for an event of deal"):
        by_stored_name((other,))


def test_an_event_of_no_aggregate_is_told_by_nobody() -> None:
    with pytest.raises(TypeError, match="Event is in no aggregate"):
        describe(Event(at=NOON), "en")
