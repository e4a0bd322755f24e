"""A project comes into the catalogue, and leaves it: looked at first, and then done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from aggregates.project.list_project import ListProject
from aggregates.project.list_project import list_project as decide
from aggregates.project.state import Project
from api import ids
from api.errors import CODED_ERRORS, CodedError
from api.http.codes import check_codes
from api.http.commands import CommandOutcome, request_of
from api.refusals import ApiError
from api.routes.projects import ProjectNow
from api.web.again import said_here
from api.web.deals.amounts import plain_decimal
from api.web.editions import edition_of
from api.web.forms import Form
from api.web.interface import Call
from api.web.page import Pages
from api.web.pages.projects import countries, may_list, sections
from api.web.visit import Visit

pages = Pages()

_FIELDS = ("title", "industry", "country", "region", "amount", "currency", "sponsor")


@pages.get("/list-project")
async def list_sheet(visit: Visit) -> Response:
    """Ask what the project is."""
    return await _written(visit, dict.fromkeys(_FIELDS, "") | {"currency": "CNY"})


@pages.post("/list-project")
async def list_project(visit: Visit) -> Response:
    """Show the card as it would stand in the catalogue, or list the project."""
    written = {name: visit.form.text(name) for name in _FIELDS}
    chosen = await edition_of(visit)
    body = _body(visit, visit.form)
    try:
        if visit.form.text("step") != "list":
            await run_in_threadpool(_tried, visit, chosen.edition, body)
            return await _written(visit, written, looked_at=True)
        outcome = await visit.do("list_project", CommandOutcome, body, edition=chosen.edition)
    except CODED_ERRORS as wrong:
        return await _written(visit, written, wrong)
    place = f"/projects/{outcome.ids['project']}?edition={chosen.edition}"
    return visit.go(place, visit.told("The project is in the catalogue."))


@pages.get("/projects/{project}/withdraw")
async def withdraw_sheet(visit: Visit) -> Response:
    """Ask why the project leaves the catalogue."""
    chosen = await edition_of(visit)
    found = await visit.read("read_project", ProjectNow, edition=chosen.edition)
    return visit.show("projects/withdraw.html", chosen=chosen, project=found)


@pages.post("/projects/{project}/withdraw")
async def withdraw(visit: Visit) -> Response:
    """Take the project out of the catalogue."""
    edition = visit.form.text("edition")
    body = {"reason": visit.form.text("reason")}
    await visit.do("withdraw_project", CommandOutcome, body, edition=edition)
    place = f"/projects/{visit.path['project']}?edition={edition}"
    return visit.go(place, visit.told("The project has left the catalogue; its deals go on."))


def _tried(visit: Visit, edition: str, body: Mapping[str, object]) -> None:
    """Decide as the command would, and record nothing.

    Raises:
        CodedError: whatever it would be refused for.
    """
    whole = {**body, "project": ids.new_id()}
    call = Call(operation="list_project", path={"edition": edition}, body=whole)
    asked = visit.interface.asked(visit.caller, call)
    (sent,) = visit.interface.arguments(call)
    check_codes(sent)
    asked.require_may()
    request = request_of(ListProject, asked, structs.asdict(cast("msgspec.Struct", sent)))
    decide(Project(), request)


async def _written(
    visit: Visit,
    written: Mapping[str, str],
    wrong: CodedError | None = None,
    *,
    looked_at: bool = False,
) -> Response:
    """Return the form with what stands in it; ``looked_at``: with the card that it makes.

    Raises:
        ApiError: ``not_permitted`` for who lists nothing.
        CodedError: ``wrong``, where the form can do nothing about it.
    """
    if not may_list(visit.who):
        raise ApiError("not_permitted")
    values: dict[str, object] = {"written": written, "looked_at": looked_at}
    if wrong is not None:
        values["problem"] = said_here(visit, wrong)
    return visit.show(
        "projects/new.html",
        200 if wrong is None else 422,
        chosen=await edition_of(visit),
        sections=sections(visit),
        countries=countries(visit),
        **values,
    )


def _body(visit: Visit, form: Form) -> Mapping[str, object]:
    """Return the command's body; an amount only where one is sought."""
    region, amount = form.text("region"), plain_decimal(form.text("amount"))
    country = form.text("country")
    money = {"amount": amount, "currency": form.text("currency").upper()} if amount else None
    return {
        "title": form.text("title"),
        "owner": visit.who.organisation,
        "sponsor": form.text("sponsor"),
        "industry": form.text("industry").upper(),
        "destination": f"{country}-{region.upper()}" if region else country,
        "amount": money,
    }
