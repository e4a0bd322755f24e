"""A project comes into the catalogue, says what it is anew, and leaves: looked at, then done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from aggregates.project.describe_project import DescribeProject, describe_project
from aggregates.project.list_project import ListProject
from aggregates.project.list_project import list_project as decide
from aggregates.project.state import Project
from api import ids
from api.errors import CODED_ERRORS, CodedError
from api.http.asked import Asked
from api.http.codes import check_codes
from api.http.commands import CommandOutcome, request_of
from api.refusals import ApiError
from api.routes.projects import ProjectNow, with_its_deals
from api.web.again import said_here
from api.web.editions import edition_of
from api.web.interface import Call
from api.web.page import Pages
from api.web.pages.projects import countries, may_list, modes, sections
from api.web.projects import FIELDS, described_in, fields_of, told_in
from api.web.visit import Visit

pages = Pages()

_BEGUN = dict.fromkeys(FIELDS, "") | {"currency": "CNY", "country": "CN"}


@pages.get("/list-project")
async def list_sheet(visit: Visit) -> Response:
    """Ask what the project is."""
    return await _written(visit, _BEGUN)


@pages.post("/list-project")
async def list_project(visit: Visit) -> Response:
    """Show the card as it would stand in the catalogue, or list the project."""
    chosen = await edition_of(visit)
    said = described_in(visit.form, {})
    body = {**said, "title": _title(visit), "owner": visit.who.organisation}
    try:
        if visit.form.text("step") != "list":
            await _tried(visit, "list_project", {**body, "project": ids.new_id()}, _listing)
            return await _written(visit, _of_form(visit), looked_at=True)
        outcome = await visit.do("list_project", CommandOutcome, body, edition=chosen.edition)
    except CODED_ERRORS as wrong:
        return await _written(visit, _of_form(visit), wrong)
    place = f"/projects/{outcome.ids['project']}?edition={chosen.edition}"
    return visit.go(place, visit.told("The project is in the catalogue."))


@pages.get("/projects/{project}/describe")
async def describe_sheet(visit: Visit) -> Response:
    """Ask what the project is from now on; it begins with what stands."""
    found = await _found(visit)
    return await _written(visit, fields_of(found), project=found)


@pages.post("/projects/{project}/describe")
async def describe(visit: Visit) -> Response:
    """Show the card as it would stand from now on, or let it stand so."""
    found = await _found(visit)
    body, edition = described_in(visit.form, found.texts), visit.query("edition")
    try:
        if visit.form.text("step") != "list":
            await _tried(visit, "describe_project", body, _describing)
            return await _written(visit, _of_form(visit), project=found, looked_at=True)
        await visit.do("describe_project", CommandOutcome, body, edition=edition)
    except CODED_ERRORS as wrong:
        return await _written(visit, _of_form(visit), wrong, project=found)
    place = f"/projects/{found.project}?edition={edition}"
    return visit.go(place, visit.told("The catalogue says it so from now on."))


@pages.get("/projects/{project}/withdraw")
async def withdraw_sheet(visit: Visit) -> Response:
    """Ask why the project leaves the catalogue."""
    chosen = await edition_of(visit)
    found = await visit.read("read_project", ProjectNow, edition=chosen.edition)
    told = told_in(visit.tongue, found)
    return visit.show("projects/withdraw.html", chosen=chosen, project=found, told=told)


@pages.post("/projects/{project}/withdraw")
async def withdraw(visit: Visit) -> Response:
    """Take the project out of the catalogue."""
    edition = visit.form.text("edition")
    body = {"reason": visit.form.text("reason")}
    await visit.do("withdraw_project", CommandOutcome, body, edition=edition)
    place = f"/projects/{visit.path['project']}?edition={edition}"
    return visit.go(place, visit.told("The project has left the catalogue; its deals go on."))


async def _found(visit: Visit) -> ProjectNow:
    """Return the project that is to be described.

    Raises:
        ApiError: ``not_permitted`` for who does not act for it.
    """
    chosen = await edition_of(visit)
    found = await visit.read("read_project", ProjectNow, edition=chosen.edition)
    if visit.who.organisation not in {found.owner, found.sponsor}:
        raise ApiError("not_permitted")
    return found


async def _tried(
    visit: Visit,
    operation: str,
    body: Mapping[str, object],
    decided: Callable[[Asked, msgspec.Struct], object],
) -> None:
    """Decide as the command would, and record nothing.

    Raises:
        CodedError: whatever it would be refused for.
    """
    chosen = await edition_of(visit)
    path = {**visit.path, "edition": chosen.edition}
    call = Call(operation=operation, path=path, body=body)

    def tried() -> None:
        asked = visit.interface.asked(visit.caller, call)
        (sent,) = visit.interface.arguments(call)
        check_codes(sent)
        decided(asked, cast("msgspec.Struct", sent))

    await run_in_threadpool(tried)


def _listing(asked: Asked, sent: msgspec.Struct) -> object:
    asked.require_may()
    return decide(Project(), request_of(ListProject, asked, structs.asdict(sent)))


def _describing(asked: Asked, sent: msgspec.Struct) -> object:
    request = request_of(DescribeProject, asked, structs.asdict(sent))
    book = asked.site.places.edition(asked.path["edition"])
    project, deals = with_its_deals(asked, request)
    return describe_project(book.state(project), book.state(deals), request)


async def _written(
    visit: Visit,
    written: Mapping[str, str],
    wrong: CodedError | None = None,
    *,
    project: ProjectNow | None = None,
    looked_at: bool = False,
) -> Response:
    """Return the form with what stands in it; ``looked_at``: with the card that it makes.

    Raises:
        ApiError: ``not_permitted`` for who lists nothing.
        CodedError: ``wrong``, where the form can do nothing about it.
    """
    if not may_list(visit.who):
        raise ApiError("not_permitted")
    values: dict[str, object] = {"written": written, "looked_at": looked_at, "project": project}
    if wrong is not None:
        values["problem"] = said_here(visit, wrong)
    return visit.show(
        "projects/new.html",
        200 if wrong is None else 422,
        chosen=await edition_of(visit),
        sections=sections(visit),
        countries=countries(visit),
        modes=modes(visit),
        told=project and told_in(visit.tongue, project),
        **values,
    )


def _of_form(visit: Visit) -> Mapping[str, str]:
    return {name: visit.form.text(name) for name in FIELDS}


def _title(visit: Visit) -> str:
    """Return what the project is called for who reads neither language."""
    return visit.form.text("title.en") or visit.form.text("title.zh-Hans")
