"""Stating by what figures count a deal beside its classification."""

from __future__ import annotations

import pytest
from bdd import given_states
from locked_deal import AGREED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER

from aggregates.deal.classification.events import Attributes, AttributesStated, InvestorClass
from aggregates.deal.classification.state_attributes import StateAttributes, state_attributes
from aggregates.deal.state import Deal
from aggregates.edition.lists import ListEntry, Lists
from aggregates.edition.state import Edition

EDITION = Edition(
    lists=Lists(
        themes=(
            ListEntry(code="energy", names={"en": "Energy"}),
            ListEntry(code="ports", names={"en": "Ports"}, retired=True),
        ),
        delegations=(ListEntry(code="coast", names={"en": "Coast province"}),),
    ),
    lists_number=2,
)
STATE = StateAttributes(
    actor=ORGANISER,
    at=NOON,
    deal="deal-1",
    theme="energy",
    delegation="coast",
    ultimate_origin="SG",
    investor_class=InvestorClass.LISTED,
    reason="The parent is listed there.",
)
SAID = Attributes(
    theme="energy",
    delegation="coast",
    ultimate_origin="SG",
    investor_class=InvestorClass.LISTED,
    lists=2,
    made_by="sato",
)
STATED = AttributesStated(
    at=NOON, previous=None, attributes=SAID, reason="The parent is listed there.", by="sato"
)


def test_the_organiser_states_by_what_a_deal_is_counted() -> None:
    given_states(deal_after(*AGREED), EDITION).when(state_attributes, STATE).then(
        {"deal-1": [STATED]}
    )
    before, now = deal_after(*AGREED), deal_after(*AGREED, STATED)
    assert now.counting.attributes == SAID
    assert replace(now, counting=before.counting) == before


def test_what_is_not_known_is_left_open() -> None:
    bare = StateAttributes(actor=ORGANISER, at=NOON, deal="deal-1", reason="Nothing is known.")
    said = Attributes(lists=2, made_by="sato")
    then = replace(STATED, previous=SAID, attributes=said, reason="Nothing is known.")
    given_states(deal_after(*AGREED, STATED), EDITION).when(state_attributes, bare).then(
        {"deal-1": [then]}
    )


def test_stating_the_same_twice_changes_nothing() -> None:
    newer = replace(EDITION, lists_number=3)
    given_states(deal_after(*AGREED, STATED), newer).when(state_attributes, STATE).then_nothing()


def test_nothing_new_is_counted_under_what_is_retired() -> None:
    ports = replace(STATE, theme="ports")
    given_states(deal_after(*AGREED), EDITION).when(state_attributes, ports).then_refused(
        "entry_retired", list="themes", entry="ports"
    )
    stated = replace(STATED, attributes=replace(SAID, theme="ports"))
    moved = replace(ports, ultimate_origin="CH")
    given_states(deal_after(*AGREED, stated), EDITION).when(state_attributes, moved).then(
        {
            "deal-1": [
                replace(
                    stated,
                    previous=stated.attributes,
                    attributes=replace(stated.attributes, ultimate_origin="CH"),
                )
            ]
        }
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"theme": "steel"}, "entry_unknown", {"list": "themes", "entry": "steel"}),
        ({"delegation": "hill"}, "entry_unknown", {"list": "delegations", "entry": "hill"}),
        (
            {"ultimate_origin": "Peru"},
            "country_malformed",
            {"field": "ultimate_origin", "value": "Peru"},
        ),
        ({"reason": ""}, "text_empty", {"field": "reason"}),
        ({"actor": LIN}, "role_not_allowed", {"role": "lead", "allowed": ("organiser",)}),
        (
            {"actor": replace(ORGANISER, organisation="andes")},
            "office_of_a_party",
            {"organisation": "andes"},
        ),
    ],
)
def test_what_can_not_be_counted_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    command = replace(STATE, **wrong)
    given_states(deal_after(*AGREED), EDITION).when(state_attributes, command).then_refused(
        code, **facts
    )


def test_there_is_a_deal_to_be_counted() -> None:
    given_states(Deal(), EDITION).when(state_attributes, STATE).then_refused(
        "wrong_stage", stage="none"
    )
