"""Judging whether two deals that look alike are one that was recorded twice."""

from __future__ import annotations

import pytest
from bdd import given_states
from locked_deal import AGREED, OPENED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER

from aggregates.deal.classification.events import DuplicateJudged, Finding
from aggregates.deal.classification.judge_duplicate import JudgeDuplicate, judge_duplicate

JUDGE = JudgeDuplicate(
    actor=ORGANISER,
    at=NOON,
    deal="deal-1",
    other="deal-2",
    finding=Finding.STANDS,
    reason="Both sides entered it.",
)
STANDS = DuplicateJudged(
    at=NOON, other="deal-2", finding=Finding.STANDS, reason="Both sides entered it.", by="sato"
)
REPEATS = replace(STANDS, other="deal-1", finding=Finding.REPEATS)
ONE = deal_after(*AGREED)
OTHER = deal_after(*(replace(OPENED, deal="deal-2") if one is OPENED else one for one in AGREED))


def test_of_two_deals_one_stands_and_the_other_repeats_it() -> None:
    given_states(ONE, OTHER).when(judge_duplicate, JUDGE).then(
        {"deal-1": [STANDS], "deal-2": [REPEATS]}
    )
    assert not deal_after(*AGREED, STANDS).counting.repeats
    assert deal_after(*AGREED, replace(REPEATS, other="deal-2")).counting.repeats


def test_each_way_of_saying_it_comes_to_the_same() -> None:
    given_states(ONE, OTHER).when(judge_duplicate, replace(JUDGE, finding=Finding.REPEATS)).then(
        {
            "deal-1": [replace(REPEATS, other="deal-2")],
            "deal-2": [replace(STANDS, other="deal-1")],
        }
    )


def test_deals_that_are_not_the_same_both_count() -> None:
    distinct = replace(STANDS, finding=Finding.DISTINCT)
    given_states(ONE, OTHER).when(judge_duplicate, replace(JUDGE, finding=Finding.DISTINCT)).then(
        {"deal-1": [distinct], "deal-2": [replace(distinct, other="deal-1")]}
    )


def test_it_may_be_said_otherwise_later_and_twice_changes_nothing() -> None:
    judged = deal_after(*AGREED, STANDS)
    given_states(judged, OTHER).when(judge_duplicate, JUDGE).then_nothing()
    distinct = replace(STANDS, finding=Finding.DISTINCT)
    given_states(judged, OTHER).when(
        judge_duplicate, replace(JUDGE, finding=Finding.DISTINCT)
    ).then({"deal-1": [distinct], "deal-2": [replace(distinct, other="deal-1")]})


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"other": "deal-1"}, "same_deal", {"deal": "deal-1"}),
        ({"reason": ""}, "text_empty", {"field": "reason"}),
        ({"actor": LIN}, "role_not_allowed", {"role": "lead", "allowed": ("organiser",)}),
    ],
)
def test_what_can_not_be_judged_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given_states(ONE, OTHER).when(judge_duplicate, replace(JUDGE, **wrong)).then_refused(
        code, **facts
    )


def test_deals_on_different_projects_are_not_alike() -> None:
    given_states(ONE, replace(OTHER, project="project-2")).when(
        judge_duplicate, JUDGE
    ).then_refused("not_alike", deal="deal-1", other="deal-2")


def test_an_organiser_of_a_side_judges_neither() -> None:
    of_andes = replace(ORGANISER, organisation="andes")
    given_states(ONE, OTHER).when(judge_duplicate, replace(JUDGE, actor=of_andes)).then_refused(
        "office_of_a_party", organisation="andes"
    )
