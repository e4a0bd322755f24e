"""What every event must have, because it is stored for ever and read by people."""

from __future__ import annotations

import re

import pytest
from house.golden import CODEC, GOLDEN, golden_file
from samples import SAMPLES

from aggregates.catalogue import AGGREGATES, EVENTS, describe
from aggregates.vocabulary import Event

STORED_NAME = re.compile(r"[a-z_]+\.[a-z_]+\.v[1-9][0-9]*", re.ASCII)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _events_under(parent: type[Event]) -> set[type[Event]]:
    """Return every class below ``parent``; tests have events of their own, which do not count."""
    direct = {kind for kind in parent.__subclasses__() if kind.__module__.startswith("aggregates.")}
    return direct.union(*(_events_under(kind) for kind in direct))


def test_the_catalogue_holds_every_event_class() -> None:
    assert set(EVENTS.values()) == _events_under(Event)


def test_the_catalogue_is_what_the_aggregates_declare() -> None:
    declared = [event for aggregate in AGGREGATES for event in aggregate.events]
    assert sorted(map(repr, declared)) == sorted(map(repr, EVENTS.values()))


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_stored_under_a_versioned_name(name: str) -> None:
    assert STORED_NAME.fullmatch(name)
    assert EVENTS[name].__struct_config__.tag == name


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_says_what_happened(name: str) -> None:
    own = EVENTS[name].__dict__.get("__doc__") or ""
    assert len(own.split()) > 3


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_has_a_sample_of_its_own_kind(name: str) -> None:
    assert type(SAMPLES[name]) is EVENTS[name]


@pytest.mark.parametrize("name", EVENTS)
def test_the_stored_bytes_of_an_event_are_read_and_written_alike(name: str) -> None:
    stored = golden_file(name).read_bytes()
    event = CODEC.decode(name, stored)
    assert CODEC.encode(event) == (name, stored)
    assert event == SAMPLES[name]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_told_in_english_and_in_chinese(name: str) -> None:
    english, chinese = describe(SAMPLES[name], "en"), describe(SAMPLES[name], "zh")
    assert english != chinese
    assert CHINESE.search(chinese)
    for sentence in (english, chinese):
        assert sentence == sentence.strip() != ""
        assert not re.search(r"[\n{}]|\bNone\b", sentence)


def test_there_is_no_golden_file_of_an_event_that_nobody_can_read() -> None:
    assert {file.name.removesuffix(".json") for file in GOLDEN.glob("*.json")} == set(EVENTS)
