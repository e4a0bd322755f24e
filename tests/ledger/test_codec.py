"""Events and their stored bytes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from tallies import CODEC, EVENTS, NOON, CapSet, TallyRaised

from aggregates.catalogue import EVENTS as ALL_EVENTS
from aggregates.vocabulary import Event
from ledger.codec import Codec
from ledger.errors import LedgerError

RAISED = TallyRaised(at=NOON, by=3, note="Überprüfung 审查")


class Stranger(Event, frozen=True, kw_only=True, tag="tally.forgotten.v1"):
    """An event that no registry knows."""


def refused(codec: Codec, name: str, payload: bytes) -> str:
    with pytest.raises(LedgerError) as wrong:
        codec.decode(name, payload)
    return wrong.value.code


def test_what_was_written_is_read_back() -> None:
    name, payload = CODEC.encode(RAISED)
    assert name == "tally.raised.v1"
    assert CODEC.decode(name, payload) == RAISED


def test_every_event_of_the_program_has_its_place_in_the_registry() -> None:
    Codec(ALL_EVENTS)


def test_an_event_without_a_place_in_the_registry_is_not_written() -> None:
    with pytest.raises(LedgerError) as wrong:
        CODEC.encode(Stranger(at=NOON))
    assert (wrong.value.code, wrong.value.facts) == ("event_unknown", {"type": "Stranger"})


@pytest.mark.parametrize(
    "at", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=1)))]
)
def test_an_instant_that_is_not_utc_is_not_written(at: datetime) -> None:
    with pytest.raises(LedgerError) as wrong:
        CODEC.encode(TallyRaised(at=at, by=1))
    assert wrong.value.code == "event_not_utc"


@pytest.mark.parametrize("by", ["3", object(), 1.5])
def test_what_could_not_be_read_again_is_not_written(by: int) -> None:
    with pytest.raises(LedgerError) as wrong:
        CODEC.encode(TallyRaised(at=NOON, by=by))
    assert wrong.value.code == "event_unwritable"


def test_the_name_in_the_bytes_must_be_that_of_the_column() -> None:
    _, payload = CODEC.encode(RAISED)
    assert refused(CODEC, "cap.set.v1", payload) == "event_unreadable"


def test_a_name_that_nobody_knows_is_refused() -> None:
    assert refused(CODEC, "tally.lowered.v1", b"{}") == "event_unknown"


@pytest.mark.parametrize(
    "payload",
    [
        b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00Z","by":3,"by":4,"note":""}',
        b'{"at":"2026-11-22T12:00:00Z","type":"tally.raised.v1","by":3,"note":""}',
        b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00Z","by":3,"note":"","more":1}',
        b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00Z","by":3, "note":""}',
        b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00+00:00","by":3,"note":""}',
        b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00Z","by":3,"note":"\xff"}',
        b'{"at":"2026-11-22T12:00:00Z","by":3,"note":""}',
        b"",
    ],
)
def test_bytes_that_this_program_would_not_have_written_are_refused(payload: bytes) -> None:
    assert refused(CODEC, "tally.raised.v1", payload) == "event_unreadable"


@pytest.mark.parametrize("name", ["tally.raised.v2", "raised.v1", "tally.raised"])
def test_a_registry_that_misnames_an_event_is_refused(name: str) -> None:
    with pytest.raises(LedgerError) as wrong:
        Codec({**EVENTS, name: CapSet})
    assert wrong.value.code == "event_misnamed"
