"""Giving a deal its place in the running order of the ceremony."""

from __future__ import annotations

from bdd import given_states
from locked_deal import AGREED, deal_after
from msgspec.structs import replace
from people import NOON, OFFICIAL, ORGANISER

from aggregates.deal.classification.events import CeremonyScheduled
from aggregates.deal.classification.schedule_ceremony import ScheduleCeremony, schedule_ceremony
from aggregates.deal.state import Deal
from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from aggregates.edition.state import Edition

EDITION = Edition(
    lists=Lists(
        sessions=(ListEntry(code="day-1", names={"en": "First day"}),),
        items=(CeremonyItem(code="item-1", session="day-1", names={"en": "Great works"}),),
    )
)
SCHEDULE = ScheduleCeremony(actor=ORGANISER, at=NOON, deal="deal-1", item="item-1", place=3)
SCHEDULED = CeremonyScheduled(at=NOON, item="item-1", place=3, by="sato")
TAKEN_OUT = replace(SCHEDULED, item=None, place=0)


def test_the_organiser_puts_a_deal_in_the_running_order() -> None:
    given_states(deal_after(*AGREED), EDITION).when(schedule_ceremony, SCHEDULE).then(
        {"deal-1": [SCHEDULED]}
    )
    counting = deal_after(*AGREED, SCHEDULED).counting
    assert (counting.item, counting.place) == ("item-1", 3)


def test_it_is_taken_out_again() -> None:
    out = replace(SCHEDULE, item=None, place=7)
    given_states(deal_after(*AGREED, SCHEDULED), EDITION).when(schedule_ceremony, out).then(
        {"deal-1": [TAKEN_OUT]}
    )
    assert deal_after(*AGREED, SCHEDULED, TAKEN_OUT) == deal_after(*AGREED)


def test_the_same_place_twice_changes_nothing() -> None:
    given_states(deal_after(*AGREED, SCHEDULED), EDITION).when(
        schedule_ceremony, SCHEDULE
    ).then_nothing()
    given_states(deal_after(*AGREED), EDITION).when(
        schedule_ceremony, replace(SCHEDULE, item=None)
    ).then_nothing()


def test_an_item_is_in_the_running_order_and_a_place_counts_from_one() -> None:
    deal = deal_after(*AGREED)
    given_states(deal, EDITION).when(
        schedule_ceremony, replace(SCHEDULE, item="item-9")
    ).then_refused("entry_unknown", list="items", entry="item-9")
    given_states(deal, EDITION).when(schedule_ceremony, replace(SCHEDULE, place=0)).then_refused(
        "count_too_small", field="place", value=0, least=1
    )


def test_nobody_else_runs_the_ceremony() -> None:
    given_states(deal_after(*AGREED), EDITION).when(
        schedule_ceremony, replace(SCHEDULE, actor=OFFICIAL)
    ).then_refused("role_not_allowed", role="official", allowed=("organiser",))


def test_there_is_a_deal_to_be_put_there() -> None:
    given_states(Deal(), EDITION).when(schedule_ceremony, SCHEDULE).then_refused(
        "wrong_stage", stage="none"
    )
