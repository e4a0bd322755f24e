"""Publishing figures: what waits for a second person, what is public, and preparing the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from starlette.responses import Response

from aggregates.vocabulary import Role
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.packs.contents import Contents, parse_contents
from api.publications.told import PublicationNow, PublicationsNow
from api.refusals import ApiError
from api.routes.publications import CutOff, CutOffs
from api.web.again import said_here
from api.web.catalogues import N_
from api.web.deals.reading import names_of
from api.web.editions import Chosen, edition_of
from api.web.figures.asking import Asked
from api.web.figures.naming import FIGURES
from api.web.figures.parts import every_publication, part_of
from api.web.figures.published import changes_of, figures_of
from api.web.page import Entry, Pages
from api.web.visit import Visit

pages = Pages()

PUBLISHERS: Final = frozenset({Role.OFFICIAL, Role.ORGANISER})
STATUSES: Final[Mapping[str, str]] = {
    "provisional": N_("Provisional"),
    "revised": N_("Revised"),
    "final": N_("Final"),
}
MEANINGS: Final[Mapping[str, str]] = {
    "provisional": N_("counted while not everything is checked: a later one may say otherwise"),
    "revised": N_("mends what was published, and says why"),
    "final": N_("the last word: nothing but a revision that says why may follow"),
}
CHANGES_MAX: Final = 400
"""So many changed numbers a page shows; the files have all."""


@pages.get("/publications", entry=Entry(label=N_("Publications"), order=42, roles=PUBLISHERS))
async def publications(visit: Visit) -> Response:
    """Show what waits for a second person, and everything that was published."""
    chosen = await edition_of(visit)
    found = await every_publication(visit, chosen.edition)
    part = part_of(visit.query("before"), found.items)
    waiting = _waiting(found)
    of = (*part.shown, waiting) if waiting else part.shown
    people = {one.prepared_by or "" for one in of} | {one.signed_off_by or "" for one in of}
    return visit.show(
        "publications/index.html",
        chosen=chosen,
        part=part,
        waiting=waiting,
        statuses=STATUSES,
        names=await names_of(visit, people - {""}),
    )


@pages.get("/publications/{edition}/prepare")
async def preparing(visit: Visit) -> Response:
    """Show what would be published next, as of a midnight, and what it changes."""
    return await _preparing(visit)


@pages.post("/publications/{edition}/prepare", limit="heavy")
async def prepare(visit: Visit) -> Response:
    """Prepare a publication: a second person is to sign it off."""
    form, edition = visit.form, visit.path["edition"]
    body: dict[str, object] = {"status": form.text("status")}
    if form.text("position"):
        body["position"] = _number(form.text("position"))
    if form.text("note_en") or form.text("note_zh"):
        body["note"] = {"en": form.text("note_en"), "zh": form.text("note_zh")}
    try:
        done = await visit.do("prepare_publication", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _preparing(visit, wrong)
    said = visit.told("It is prepared. A second person signs it off now.")
    return visit.go(f"/publications/{edition}/{done.ids['publication']}", said)


@pages.get("/publications/{edition}/{publication}")
async def publication(visit: Visit) -> Response:
    """Show a publication whole: what it changes, every table, and what may be done with it."""
    return await _shown(visit)


@pages.get("/publications/{edition}/{publication}/sign-off")
async def signing_off(visit: Visit) -> Response:
    """Ask to sign it off: what becomes public, for whom, and that it is for good."""
    one = await visit.read("read_publication", PublicationNow)
    return visit.show(
        "publications/sign-off.html",
        one=one,
        statuses=STATUSES,
        names=await names_of(visit, [one.prepared_by or ""]),
        own=one.prepared_by == visit.who.person,
    )


@pages.post("/publications/{edition}/{publication}/sign-off")
async def sign_off(visit: Visit) -> Response:
    """Sign it off: it is public from now on."""
    body = {"figures_sha256": visit.form.text("figures_sha256")}
    try:
        await visit.do("sign_off_publication", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        if wrong.code == "step_up_needed":
            raise
        return await _shown(visit, wrong)
    return visit.go(_address(visit), visit.told("It is public."))


@pages.get("/publications/{edition}/{publication}/send-back")
async def sending_back(visit: Visit) -> Response:
    """Ask why it is sent back."""
    one = await visit.read("read_publication", PublicationNow)
    own = one.prepared_by == visit.who.person
    return visit.show("publications/send-back.html", one=one, own=own)


@pages.post("/publications/{edition}/{publication}/send-back")
async def send_back(visit: Visit) -> Response:
    """Send it back, with a reason for who prepares the next."""
    body = {"reason": visit.form.text("reason")}
    try:
        await visit.do("send_back_publication", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, wrong)
    return visit.go(_address(visit), visit.told("It is sent back, and never becomes public."))


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    problem = None if wrong is None else _said(visit, wrong)
    edition = visit.path["edition"]
    one = await visit.read("read_publication", PublicationNow)
    contents = await contents_of(visit, edition, one.publication)
    figures = await figures_of(visit, contents)
    before = await _before(visit, edition, one.revises)
    people = {one.prepared_by or "", one.signed_off_by or ""} - {""}
    return visit.show(
        "publications/one.html",
        200 if problem is None else 422,
        chosen=_chosen(contents),
        one=one,
        contents=contents,
        zone=ZoneInfo(contents.zone),
        figures=figures,
        changes=changes_of(before, figures)[:CHANGES_MAX] if before else (),
        told=FIGURES,
        statuses=STATUSES,
        names=await names_of(visit, people),
        own=one.prepared_by == visit.who.person,
        publishes=visit.who.role in PUBLISHERS,
        problem=problem,
    )


async def _preparing(visit: Visit, wrong: CodedError | None = None) -> Response:
    problem = None if wrong is None else _said(visit, wrong)
    edition = visit.path["edition"]
    found = await every_publication(visit, edition)
    cut_offs = (await visit.read("list_cut_offs", CutOffs)).cut_offs
    status, position = _wanted(visit, found, [one.position for one in cut_offs])
    draft = figures = None
    before: Mapping[str, Asked] = {}
    if position is not None:
        asked = {"status": status, "position": position}
        draft = parse_contents(await visit.read("read_publication_draft", bytes, asked))
        figures = await figures_of(visit, draft)
        last = next((one for one in found.items if one.state == "public"), None)
        before = await _before(visit, edition, last.publication if last else "")
    return visit.show(
        "publications/prepare.html",
        200 if problem is None else 422,
        edition=edition,
        found=found,
        waiting=_waiting(found),
        cut_offs=cut_offs,
        cut_offs_told=[(str(one.position), _told(visit, one)) for one in cut_offs],
        statuses_told=[(one.value, visit.told(STATUSES[one.value])) for one in found.may_follow],
        zone=ZoneInfo(draft.zone) if draft else None,
        status=status,
        position=position,
        draft=draft,
        figures=figures,
        changes=changes_of(before, figures)[:CHANGES_MAX] if before and figures else (),
        first=found.next_number == 1,
        statuses=STATUSES,
        meanings=MEANINGS,
        told=FIGURES,
        form=visit.form,
        problem=problem,
    )


def _wanted(visit: Visit, found: PublicationsNow, offered: list[int]) -> tuple[str, int | None]:
    """Return the status and the position that are asked for, or else the first that may be."""
    may = [status.value for status in found.may_follow]
    status = visit.form.text("status") or visit.query("status")
    asked = visit.form.text("position") or visit.query("position")
    position = int(asked) if asked.isdecimal() and int(asked) in offered else None
    latest = offered[0] if offered else None
    return (status if status in may else may[0]), latest if position is None else position


def _told(visit: Visit, one: CutOff) -> str:
    """Return what a midnight is called where one is chosen."""
    at, position = visit.formats.moment(one.cut_off), visit.formats.number(one.position)
    return visit.told("%(at)s, position %(n)s", at=at, n=position)


def _number(text: str) -> int:
    """Return the position that a form says.

    Raises:
        ApiError: ``query_malformed``.
    """
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ApiError("query_malformed", reason="position")
    return int(text)


async def contents_of(visit: Visit, edition: str, publication: str) -> Contents:
    """Return what a publication says, if the reader may know of it."""
    octets = await visit.read(
        "read_publication_contents", bytes, edition=edition, publication=publication
    )
    return parse_contents(octets)


async def _before(visit: Visit, edition: str, publication: str) -> Mapping[str, Asked]:
    """Return the figures of the publication before; none before the first."""
    if not publication:
        return {}
    return await figures_of(visit, await contents_of(visit, edition, publication))


def _waiting(found: PublicationsNow) -> PublicationNow | None:
    return next((one for one in found.items if one.state == "waiting"), None)


def _said(visit: Visit, wrong: CodedError) -> str:
    """Return what a refusal says here: also that who prepared it cannot sign it off."""
    return visit.sentence(wrong) if wrong.code == "four_eyes" else said_here(visit, wrong)


def _chosen(contents: Contents) -> Chosen:
    return Chosen(edition=contents.edition, name=contents.edition_name, every=())


def _address(visit: Visit) -> str:
    return f"/publications/{visit.path['edition']}/{visit.path['publication']}"
