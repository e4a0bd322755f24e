"""Saying anew what a project is."""

from __future__ import annotations

import pytest
from bdd import after, given_states
from msgspec.structs import replace
from people import CLERK, LIN, NOON, ROJAS

from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.project import PROJECT
from aggregates.project.card import SUMMARY_MAX, searched, titles_beside
from aggregates.project.describe_project import DescribeProject, describe_project
from aggregates.project.events import (
    ProjectDescribed,
    ProjectListed,
    ProjectText,
    ProjectWithdrawn,
)
from aggregates.vocabulary import Money

LISTED = ProjectListed(
    at=NOON,
    project="project-1",
    title="Module factory at Puerto Claro",
    owner="andes",
    sponsor="",
    industry="C2710",
    destination="CL-AN",
    amount=None,
    by="rojas",
)
TEXTS = {
    "en": ProjectText(title="Module factory, Puerto Claro", summary="Five gigawatts a year."),
    "zh-Hans": ProjectText(title="克拉罗港组件工厂"),
}
DESCRIBE = DescribeProject(
    actor=ROJAS,
    at=NOON,
    project="project-1",
    texts=TEXTS,
    mode="joint_venture",
    industry="C2720",
    destination="CL-TA",
    amount=Money(amount="450000000", currency="CNY"),
)
DESCRIBED = ProjectDescribed(
    at=NOON,
    texts=TEXTS,
    mode="joint_venture",
    industry="C2720",
    destination="CL-TA",
    amount=Money(amount="450000000", currency="CNY"),
    by="rojas",
)
LISTED_ONLY = after(PROJECT, LISTED)
WITHDRAWN = ProjectWithdrawn(at=NOON, reason="The land was sold.", by="rojas")


def beside(*deals: Deal) -> dict[str, Deal]:
    """Return the deals that were opened on the project, by their ids."""
    return {deal.id: deal for deal in deals}


def test_its_owner_or_an_office_says_anew_what_a_project_is() -> None:
    for actor in (ROJAS, CLERK):
        asked, said = replace(DESCRIBE, actor=actor), replace(DESCRIBED, by=actor.person)
        given_states(LISTED_ONLY, {}).when(describe_project, asked).then({"project-1": [said]})


def test_a_stranger_cannot_describe_a_project() -> None:
    given_states(LISTED_ONLY, {}).when(describe_project, replace(DESCRIBE, actor=LIN)).then_refused(
        "not_your_organisation", organisation="andes"
    )


def test_what_was_said_before_is_kept_and_the_last_holds() -> None:
    again = replace(DESCRIBED, texts={"zh-Hans": TEXTS["zh-Hans"]}, mode="")
    project = after(PROJECT, LISTED, DESCRIBED, again)
    assert [card.title for card in project.cards] == [
        "Module factory at Puerto Claro",
        "Module factory, Puerto Claro",
        "克拉罗港组件工厂",
    ]
    assert [card.mode for card in project.cards] == ["", "joint_venture", ""]
    assert after(PROJECT).cards == ()


def test_a_project_is_found_by_what_is_said_of_it_in_any_language() -> None:
    listed, described = after(PROJECT, LISTED, DESCRIBED).cards
    assert searched(listed) == "Module factory at Puerto Claro"
    assert searched(described).split("\n") == [
        "Module factory, Puerto Claro",
        "Five gigawatts a year.",
        "克拉罗港组件工厂",
    ]


def test_a_title_of_a_project_is_known_in_its_other_languages() -> None:
    listed, described = after(PROJECT, LISTED, DESCRIBED).cards
    titles = {"en": "Module factory, Puerto Claro", "zh-Hans": "克拉罗港组件工厂"}
    assert titles_beside(described, titles["zh-Hans"]) == titles
    assert titles_beside(described, "Module factory") == {}
    assert titles_beside(listed, listed.title) == {}


def test_saying_the_same_again_changes_nothing_even_when_a_deal_binds_it() -> None:
    signed = Deal(id="deal-1", project="project-1", stage=Stage.SIGNED)
    project = after(PROJECT, LISTED, DESCRIBED)
    given_states(project, beside(signed)).when(describe_project, DESCRIBE).then_nothing()


@pytest.mark.parametrize("stage", [Stage.SIGNED, Stage.EFFECTIVE, Stage.FULFILLED])
def test_a_project_stays_as_the_parties_of_a_signed_deal_read_it(stage: Stage) -> None:
    signed = Deal(id="deal-1", project="project-1", stage=stage)
    given_states(LISTED_ONLY, beside(signed)).when(describe_project, DESCRIBE).then_refused(
        "project_bound", project="project-1"
    )


@pytest.mark.parametrize("stage", [Stage.SIGNING, Stage.TERMINATED, Stage.WITHDRAWN])
def test_a_deal_that_is_not_signed_or_has_ended_binds_no_project(stage: Stage) -> None:
    other = Deal(id="deal-2", project="project-2", stage=Stage.SIGNED)
    own = Deal(id="deal-1", project="project-1", stage=stage)
    given_states(LISTED_ONLY, beside(own, other)).when(describe_project, DESCRIBE).then(
        {"project-1": [DESCRIBED]}
    )


def test_what_is_unlisted_or_withdrawn_is_not_described() -> None:
    for events, code in (((), "project_unknown"), ((LISTED, WITHDRAWN), "project_withdrawn")):
        given_states(after(PROJECT, *events), {}).when(describe_project, DESCRIBE).then_refused(
            code, project="project-1"
        )


def test_mode_and_amount_may_stay_open() -> None:
    bare = replace(DESCRIBE, mode="", amount=None)
    said = replace(DESCRIBED, mode="", amount=None)
    given_states(LISTED_ONLY, {}).when(describe_project, bare).then({"project-1": [said]})


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"texts": {}}, "list_empty"),
        ({"texts": {"English": TEXTS["en"]}}, "language_malformed"),
        ({"texts": {"en": ProjectText(title="")}}, "text_empty"),
        (
            {"texts": {"en": ProjectText(title="Quay", summary="x" * (SUMMARY_MAX + 1))}},
            "text_too_long",
        ),
        ({"mode": "a b"}, "identifier_malformed"),
        ({"industry": "solar"}, "industry_malformed"),
        ({"destination": "CL"}, "destination_malformed"),
        ({"amount": Money(amount="0", currency="CNY")}, "not_positive"),
    ],
)
def test_an_ill_formed_description_is_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(RuleError) as refused:
        describe_project(LISTED_ONLY, {}, replace(DESCRIBE, **wrong))
    assert refused.value.code == code
