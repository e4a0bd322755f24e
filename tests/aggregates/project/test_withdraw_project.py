"""Withdrawing a project."""

from __future__ import annotations

from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER, ROJAS

from aggregates.project import PROJECT
from aggregates.project.events import ProjectListed, ProjectWithdrawn
from aggregates.project.withdraw_project import WithdrawProject, withdraw_project

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
WITHDRAW = WithdrawProject(actor=ROJAS, at=NOON, project="project-1", reason="The land was sold.")
WITHDRAWN = ProjectWithdrawn(at=NOON, reason="The land was sold.", by="rojas")


def test_its_owner_withdraws_a_project() -> None:
    given(PROJECT, LISTED).when(withdraw_project, WITHDRAW).then(WITHDRAWN)


def test_the_organiser_may_withdraw_a_project() -> None:
    given(PROJECT, LISTED).when(withdraw_project, replace(WITHDRAW, actor=ORGANISER)).then(
        replace(WITHDRAWN, by="sato")
    )


def test_a_stranger_cannot_withdraw_a_project() -> None:
    given(PROJECT, LISTED).when(withdraw_project, replace(WITHDRAW, actor=LIN)).then_refused(
        "not_your_organisation", organisation="andes"
    )


def test_what_was_never_listed_cannot_be_withdrawn() -> None:
    given(PROJECT).when(withdraw_project, WITHDRAW).then_refused(
        "project_unknown", project="project-1"
    )


def test_a_withdrawal_has_a_reason() -> None:
    given(PROJECT, LISTED).when(withdraw_project, replace(WITHDRAW, reason="")).then_refused(
        "text_empty", field="reason"
    )


def test_withdrawing_twice_changes_nothing() -> None:
    given(PROJECT, LISTED, WITHDRAWN).when(withdraw_project, WITHDRAW).then()
