"""Old versions of events, read as today's."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tallies import NOON

from aggregates.vocabulary import Event
from ledger.codec import Codec
from ledger.errors import LedgerError
from ledger.upcast import Upcaster


class Weighed1(Event, frozen=True, kw_only=True, tag="bale.weighed.v1"):
    """In pounds."""

    pounds: int


class Weighed2(Event, frozen=True, kw_only=True, tag="bale.weighed.v2"):
    """In grams."""

    grams: int


class Weighed3(Event, frozen=True, kw_only=True, tag="bale.weighed.v3"):
    """In grams, by somebody."""

    grams: int
    by: str


class Sold1(Event, frozen=True, kw_only=True, tag="bale.sold.v1"):
    """Of another family."""


TO_2 = Upcaster(Weighed1, Weighed2, lambda old: Weighed2(at=old.at, grams=old.pounds * 454))
TO_3 = Upcaster(Weighed2, Weighed3, lambda old: Weighed3(at=old.at, grams=old.grams, by=""))
BALES: Mapping[str, type[Event]] = {
    "bale.weighed.v1": Weighed1,
    "bale.weighed.v2": Weighed2,
    "bale.weighed.v3": Weighed3,
    "bale.sold.v1": Sold1,
}
BALE = Codec(BALES, [TO_2, TO_3])
FIRST = b'{"type":"bale.weighed.v1","at":"2026-11-22T12:00:00Z","pounds":2}'


def test_an_old_event_is_read_as_todays_step_by_step() -> None:
    assert BALE.decode("bale.weighed.v1", FIRST) == Weighed3(at=NOON, grams=908, by="")


def test_a_later_version_takes_only_the_steps_that_are_left() -> None:
    stored = FIRST.replace(b"v1", b"v2").replace(b"pounds", b"grams")
    assert BALE.decode("bale.weighed.v2", stored) == Weighed3(at=NOON, grams=2, by="")


def test_the_bytes_of_an_old_event_are_checked_as_they_were_written() -> None:
    with pytest.raises(LedgerError) as wrong:
        BALE.decode("bale.weighed.v1", FIRST + b" ")
    assert wrong.value.code == "event_unreadable"


def test_todays_version_is_written() -> None:
    assert BALE.encode(Weighed3(at=NOON, grams=1, by="ann"))[0] == "bale.weighed.v3"


def test_an_old_version_is_not_written_any_more() -> None:
    with pytest.raises(LedgerError) as wrong:
        BALE.encode(Weighed1(at=NOON, pounds=1))
    assert (wrong.value.code, wrong.value.facts) == (
        "event_superseded",
        {"type": "bale.weighed.v1"},
    )


def test_a_version_without_a_step_to_the_next_is_refused() -> None:
    with pytest.raises(LedgerError) as wrong:
        Codec(BALES, [TO_2])
    assert (wrong.value.code, wrong.value.facts) == (
        "upcaster_missing",
        {"type": "bale.weighed.v2"},
    )


def test_a_version_that_was_taken_out_of_the_registry_is_missed() -> None:
    with pytest.raises(LedgerError) as wrong:
        Codec({"bale.weighed.v3": Weighed3})
    assert wrong.value.code == "upcaster_missing"


SKIPS: Upcaster[Event, Event] = Upcaster(
    Weighed1, Weighed3, lambda old: Weighed3(at=old.at, grams=0, by="")
)
STRAYS: Upcaster[Event, Event] = Upcaster(Weighed1, Sold1, lambda old: Sold1(at=old.at))
UNKNOWN: Upcaster[Event, Event] = TO_2


@pytest.mark.parametrize(
    ("upcaster", "events"),
    [(SKIPS, BALES), (STRAYS, BALES), (UNKNOWN, {"bale.sold.v1": Sold1})],
)
def test_a_step_that_does_not_lead_to_the_next_version_is_refused(
    upcaster: Upcaster[Event, Event], events: Mapping[str, type[Event]]
) -> None:
    with pytest.raises(LedgerError) as wrong:
        Codec(events, [upcaster])
    assert wrong.value.code == "upcaster_wrong"
