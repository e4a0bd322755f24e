"""Listing a project."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import CLERK, LIN, NOON, ROJAS

from aggregates.project import PROJECT
from aggregates.project.events import (
    ProjectDescribed,
    ProjectListed,
    ProjectText,
    ProjectWithdrawn,
)
from aggregates.project.list_project import ListProject, list_project
from aggregates.vocabulary import Actor, Money, Role

LIST = ListProject(
    actor=ROJAS,
    at=NOON,
    project="project-1",
    title="Module factory at Puerto Claro",
    owner="andes",
    sponsor="invest-north",
    industry="C2710",
    destination="CL-AN",
    amount=Money(amount="480000000", currency="CNY"),
)
LISTED = ProjectListed(
    at=NOON,
    project="project-1",
    title="Module factory at Puerto Claro",
    owner="andes",
    sponsor="invest-north",
    industry="C2710",
    destination="CL-AN",
    amount=Money(amount="480000000", currency="CNY"),
    by="rojas",
)
TEXTS = {"zh-Hans": ProjectText(title="克拉罗港组件工厂", summary="港口旁年产5吉瓦。")}
IN_CHINESE = replace(LIST, texts=TEXTS, mode="greenfield")
DESCRIBED = ProjectDescribed(
    at=NOON,
    texts=TEXTS,
    mode="greenfield",
    industry="C2710",
    destination="CL-AN",
    amount=Money(amount="480000000", currency="CNY"),
    by="rojas",
)
WITHDRAWN = ProjectWithdrawn(at=NOON, reason="The land was sold.", by="rojas")
AGENT = Actor(person="vera", organisation="invest-north", role=Role.NEGOTIATOR)


def test_its_owner_lists_a_project() -> None:
    given(PROJECT).when(list_project, LIST).then(LISTED)


def test_its_sponsor_or_an_office_lists_a_project() -> None:
    for actor in (AGENT, CLERK):
        given(PROJECT).when(list_project, replace(LIST, actor=actor)).then(
            replace(LISTED, by=actor.person)
        )


def test_deals_may_be_opened_on_a_listed_project_only() -> None:
    assert not after(PROJECT).listed
    assert after(PROJECT, LISTED).listed
    assert not after(PROJECT, LISTED, WITHDRAWN).listed


def test_a_project_may_have_no_sponsor_and_no_price() -> None:
    bare = replace(LIST, sponsor="", amount=None)
    given(PROJECT).when(list_project, bare).then(replace(LISTED, sponsor="", amount=None))


@pytest.mark.parametrize("sponsor", ["invest-north", ""])
def test_a_stranger_cannot_list_a_project(sponsor: str) -> None:
    nobody = Actor(person="lin-yue", organisation="", role=Role.LEAD)
    for actor in (LIN, nobody):
        stranger = replace(LIST, actor=actor, sponsor=sponsor)
        given(PROJECT).when(list_project, stranger).then_refused(
            "not_your_organisation", organisation="andes"
        )


def test_another_project_under_the_same_id_is_refused() -> None:
    other = replace(LIST, title="Wind farm at Puerto Claro")
    given(PROJECT, LISTED).when(list_project, other).then_refused(
        "project_exists", project="project-1"
    )


def test_a_withdrawn_project_does_not_come_back() -> None:
    given(PROJECT, LISTED, WITHDRAWN).when(list_project, LIST).then_refused(
        "project_withdrawn", project="project-1"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"title": ""}, "text_empty", {"field": "title"}),
        ({"sponsor": "a b"}, "identifier_malformed", {"field": "sponsor", "value": "a b"}),
        ({"industry": "solar"}, "industry_malformed", {"field": "industry", "value": "solar"}),
        ({"destination": "CL"}, "destination_malformed", {"field": "destination", "value": "CL"}),
        (
            {"amount": Money(amount="0", currency="CNY")},
            "not_positive",
            {"field": "amount", "value": "0"},
        ),
    ],
)
def test_an_ill_formed_listing_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(PROJECT).when(list_project, replace(LIST, **wrong)).then_refused(code, **facts)


def test_a_project_may_be_described_at_once() -> None:
    given(PROJECT).when(list_project, IN_CHINESE).then(LISTED, DESCRIBED)


def test_a_mode_without_words_in_any_language_is_refused() -> None:
    given(PROJECT).when(list_project, replace(LIST, mode="greenfield")).then_refused(
        "list_empty", field="texts"
    )


def test_listing_again_what_was_described_changes_nothing_unless_it_says_otherwise() -> None:
    given(PROJECT, LISTED, DESCRIBED).when(list_project, IN_CHINESE).then()
    given(PROJECT, LISTED, DESCRIBED).when(list_project, LIST).then()
    for before in ((LISTED,), (LISTED, replace(DESCRIBED, mode="trade"))):
        given(PROJECT, *before).when(list_project, IN_CHINESE).then_refused(
            "project_exists", project="project-1"
        )


def test_listing_twice_changes_nothing() -> None:
    given(PROJECT, LISTED).when(list_project, LIST).then()
