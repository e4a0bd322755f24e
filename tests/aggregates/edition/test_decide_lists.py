"""Deciding the lists by which an edition counts its deals."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER

from aggregates.deal.policy import Policy
from aggregates.edition import EDITION
from aggregates.edition.decide_lists import DecideLists, decide_lists
from aggregates.edition.events import EditionOpened, ListsDecided
from aggregates.edition.lists import BANDS, CeremonyItem, ListEntry, Lists

OPENED = EditionOpened(
    at=NOON,
    edition="edition-2026",
    name="Harbour Fair 2026",
    first_day="2026-09-08",
    last_day="2026-09-11",
    zone="Asia/Shanghai",
    holidays=(),
    code_lists={},
    policy=Policy(),
    by="sato",
)
ENERGY = ListEntry(code="energy", names={"en": "Energy", "zh-Hans": "能源"})
ITEM = CeremonyItem(code="item-1", session="day-1", names={"en": "Great works"})
LISTS = Lists(
    themes=(ENERGY,),
    delegations=(ListEntry(code="coast", names={"en": "Coast province"}),),
    sessions=(ListEntry(code="day-1", names={"en": "First day"}),),
    items=(ITEM,),
    size_bands=("0.5", "1"),
)
DECIDE = DecideLists(
    actor=ORGANISER,
    at=NOON,
    edition="edition-2026",
    lists=LISTS,
    reason="The themes were decided.",
)
DECIDED = ListsDecided(at=NOON, number=1, lists=LISTS, reason="The themes were decided.", by="sato")


def test_the_organiser_decides_by_what_deals_are_counted() -> None:
    given(EDITION, OPENED).when(decide_lists, DECIDE).then(DECIDED)
    edition = after(EDITION, OPENED, DECIDED)
    assert (edition.lists, edition.lists_number) == (LISTS, 1)
    assert after(EDITION, OPENED).lists.size_bands == BANDS


def test_each_decision_has_the_next_number() -> None:
    retired = replace(LISTS, themes=(replace(ENERGY, retired=True),))
    given(EDITION, OPENED, DECIDED).when(decide_lists, replace(DECIDE, lists=retired)).then(
        replace(DECIDED, number=2, lists=retired)
    )


def test_deciding_the_same_twice_changes_nothing() -> None:
    given(EDITION, OPENED, DECIDED).when(decide_lists, DECIDE).then()


def test_only_the_organiser_decides_them() -> None:
    given(EDITION, OPENED).when(decide_lists, replace(DECIDE, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("organiser",)
    )


def test_an_edition_that_was_never_opened_has_no_lists() -> None:
    given(EDITION).when(decide_lists, DECIDE).then_refused(
        "edition_unknown", edition="edition-2026"
    )


@pytest.mark.parametrize(
    ("fewer", "name", "entry"),
    [
        (replace(LISTS, themes=()), "themes", "energy"),
        (replace(LISTS, delegations=()), "delegations", "coast"),
        (replace(LISTS, sessions=(), items=()), "sessions", "day-1"),
        (replace(LISTS, items=()), "items", "item-1"),
    ],
)
def test_a_code_that_was_there_stays_there(fewer: Lists, name: str, entry: str) -> None:
    given(EDITION, OPENED, DECIDED).when(decide_lists, replace(DECIDE, lists=fewer)).then_refused(
        "entry_dropped", list=name, entry=entry
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"themes": (ENERGY, ENERGY)}, "entry_twice", {"list": "themes", "entry": "energy"}),
        ({"sessions": ()}, "session_unknown", {"session": "day-1", "item": "item-1"}),
        ({"size_bands": ()}, "list_empty", {"field": "lists.size_bands"}),
        ({"size_bands": ("2", "1")}, "bands_unordered", {"lower": "2", "upper": "1"}),
        ({"size_bands": ("0",)}, "not_positive", {"field": "lists.size_bands", "value": "0"}),
        (
            {"themes": (replace(ENERGY, code="clean energy"),)},
            "identifier_malformed",
            {"field": "lists.themes", "value": "clean energy"},
        ),
        (
            {"themes": (replace(ENERGY, names={"English": "Energy"}),)},
            "language_malformed",
            {"field": "lists.themes", "value": "English"},
        ),
        ({"themes": (replace(ENERGY, names={}),)}, "list_empty", {"field": "lists.themes.names"}),
    ],
)
def test_lists_by_which_nothing_can_be_counted_are_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    command = replace(DECIDE, lists=replace(LISTS, **wrong))
    given(EDITION, OPENED).when(decide_lists, command).then_refused(code, **facts)


def test_a_decision_has_a_reason() -> None:
    given(EDITION, OPENED).when(decide_lists, replace(DECIDE, reason="")).then_refused(
        "text_empty", field="reason"
    )
