"""The lists by which an edition counts its deals: themes, delegations, the ceremony, size bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.routes.editions import EditionNow
from api.web.again import said_here
from api.web.catalogues import N_
from api.web.figures.entries import named
from api.web.forms import Form
from api.web.organising import TABS
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

NAMES: Final = ("en", "zh-Hans")
"""The languages in which a form asks for names; others that an entry has stay."""
SPARE: Final = 3
"""How many empty rows a list has for what is new."""
_ROWS_MAX: Final = 500


class Section(msgspec.Struct, frozen=True):
    """A list as the page shows it; ``label`` and ``about`` are not translated yet."""

    id: str
    label: str
    about: str


SECTIONS: Final = (
    Section("themes", N_("Themes"), N_("What deals are about, for this fair: F3b counts by them.")),
    Section("delegations", N_("Delegations"), N_("Who brings deals: F4c is their league table.")),
    Section("sessions", N_("Sessions of the ceremony"), N_("In the order in which they come.")),
    Section("items", N_("Items of the running order"), N_("Each in a session, in their order.")),
)


@pages.get("/organiser/editions/{edition}/lists")
async def edition_lists(visit: Visit) -> Response:
    """Show the lists, each with rows for what is new."""
    return await _shown(visit)


@pages.post("/organiser/editions/{edition}/lists")
async def decide_lists(visit: Visit) -> Response:
    """Decide them all at once, as the form has them."""
    now = await visit.read("read_edition", EditionNow)
    body = {"lists": lists_in(visit.form, now.lists), "reason": visit.form.text("reason")}
    try:
        await visit.do("decide_lists", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, wrong)
    said = visit.told("The lists are decided. Figures count by them from now on.")
    return visit.go(f"/organiser/editions/{visit.path['edition']}/lists", said)


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    problem = None if wrong is None else said_here(visit, wrong)
    now = await visit.read("read_edition", EditionNow)
    lists = now.lists
    if wrong is not None:
        lists = msgspec.convert(lists_in(visit.form, now.lists), Lists)
    return visit.show(
        "organiser/lists.html",
        422 if wrong else 200,
        edition=now,
        lists=dict(named(lists)),
        sections=SECTIONS,
        names=NAMES,
        spare=SPARE,
        bands=" ".join(lists.size_bands),
        form=visit.form,
        problem=problem,
        tabs=TABS,
    )


def lists_in(form: Form, known: Lists) -> Mapping[str, object]:
    """Return the lists that a form has; a row without a code is none."""
    before = dict(named(known))
    bands = form.text("size_bands").replace(",", " ").split()
    return {
        **{one.id: [*_rows(form, one.id, before[one.id])] for one in SECTIONS},
        "size_bands": bands,
    }


def _rows(
    form: Form, of: str, known: Sequence[ListEntry | CeremonyItem]
) -> Iterator[Mapping[str, object]]:
    kept = {entry.code: entry.names for entry in known}
    for row in range(_ROWS_MAX):
        at = f"{of}-{row}"
        code = form.text(f"{at}-code")
        if code:
            asked = {tag: form.text(f"{at}-{tag}") for tag in NAMES}
            others = {k: v for k, v in kept.get(code, {}).items() if k not in NAMES}
            entry: dict[str, object] = {
                "code": code,
                "names": {**others, **{tag: name for tag, name in asked.items() if name}},
                "retired": form.text(f"{at}-retired") == "yes",
            }
            if of == "items":
                entry["session"] = form.text(f"{at}-session")
            yield entry
