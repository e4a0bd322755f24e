"""The published figures of an edition, for anybody: signed off by two people, read as they were."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.figures import FIGURES as COUNTED
from api.http.publishing import figure_in
from api.packs.contents import Contents, Definition
from api.publications.told import PublicationNow
from api.refusals import ApiError
from api.web.catalogues import N_
from api.web.editions import Chosen, edition_of
from api.web.figures.about import Line, about
from api.web.figures.asking import Asked
from api.web.figures.files import CSV, XLSX, csv_of, workbook_of
from api.web.figures.naming import FIGURES
from api.web.figures.parts import every_publication, part_of
from api.web.figures.published import figure_of, figures_of
from api.web.figures.telling import Tells
from api.web.page import Entry, Pages
from api.web.pages.publications import MEANINGS, STATUSES, contents_of
from api.web.visit import Visit

pages = Pages()

_PENDING: Final = frozenset({"views_missing", "edition_unlisted"})
"""While so, nothing is published yet."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A publication that is read: ``every`` are all that are public, the newest first."""

    chosen: Chosen
    one: PublicationNow
    contents: Contents
    every: tuple[PublicationNow, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The edition's zone, in which the cut-off is told."""
        return ZoneInfo(self.contents.zone)

    @property
    def query(self) -> str:
        """What an address says to mean this publication; the newest one needs no name."""
        edition = f"edition={self.chosen.edition}"
        if self.one == self.every[0]:
            return edition
        return f"{edition}&publication={self.one.publication}"


@pages.get("/published", public=True, entry=Entry(label=N_("Published"), order=46, public=True))
async def published(visit: Visit) -> Response:
    """Show every figure of the last publication, or of an earlier one."""
    chosen, read = None, None
    try:
        chosen = await edition_of(visit)
        read = await _read(visit, chosen)
    except CODED_ERRORS as refused:
        if refused.code not in _PENDING:
            raise
    return visit.show(
        "published/index.html",
        chosen=chosen,
        read=read,
        found={} if read is None else await figures_of(visit, read.contents),
        names=FIGURES,
        statuses=STATUSES,
        meanings=MEANINGS,
        part=None if read is None else part_of(visit.query("before"), read.every),
    )


@pages.get("/published/{figure}", public=True)
async def published_figure(visit: Visit) -> Response:
    """Show one published figure, and what its numbers carry."""
    name, read = await _known(visit)
    asked = await _asked(visit, read, name)
    return visit.show(
        "published/figure.html",
        chosen=read.chosen,
        read=read,
        name=name,
        told=FIGURES[name],
        asked=asked,
        head=asked.figure.head,
        definition=_definition(read.contents, name),
        lines=_lines(visit, read, asked),
        statuses=STATUSES,
    )


@pages.get("/published/{figure}/tables.xlsx", public=True)
async def published_workbook(visit: Visit) -> Response:
    """Return every table of a published figure as a workbook."""
    name, read = await _known(visit)
    asked = await _asked(visit, read, name)
    content = workbook_of(asked.grids, _lines(visit, read, asked))
    return Response(content, media_type=XLSX, headers=_named(name, read, "xlsx"))


@pages.get("/published/{figure}/tables/{table}", public=True)
async def published_table(visit: Visit) -> Response:
    """Return one table of a published figure as CSV.

    Raises:
        ApiError: ``route_unknown`` for a table that the figure has not.
    """
    name, read = await _known(visit)
    asked = await _asked(visit, read, name)
    for grid in asked.grids:
        if grid.id == visit.path["table"]:
            content = csv_of(grid, _lines(visit, read, asked))
            return Response(content, media_type=CSV, headers=_named(name, read, "csv"))
    raise ApiError("route_unknown")


async def _read(visit: Visit, chosen: Chosen) -> Read | None:
    """Return the publication that the address names, or the last one; None before the first."""
    found = await every_publication(visit, chosen.edition)
    every = tuple(one for one in found.items if one.state == "public")
    wanted = visit.query("publication")
    if not every and not wanted:
        return None
    one = next((one for one in every if wanted in {"", one.publication}), None)
    if one is None:
        raise ApiError("route_unknown")
    contents = await contents_of(visit, chosen.edition, one.publication)
    return Read(chosen=chosen, one=one, contents=contents, every=every)


async def _known(visit: Visit) -> tuple[str, Read]:
    """Return which figure of which publication is asked for.

    Raises:
        ApiError: ``route_unknown`` if it has none of that name; ``nothing_published``.
    """
    name = visit.path["figure"]
    if name not in COUNTED:
        raise ApiError("route_unknown")
    read = await _read(visit, await edition_of(visit))
    if read is None:
        raise ApiError("nothing_published")
    return name, read


async def _asked(visit: Visit, read: Read, name: str) -> Asked:
    return await figure_of(visit, read.chosen.edition, figure_in(read.contents, name))


def _lines(visit: Visit, read: Read, asked: Asked) -> tuple[Line, ...]:
    """Return what the numbers carry: on the page as in each file."""
    one, told = read.one, visit.told
    lines = about(asked.figure, Tells(visit), read.chosen.name, suppressed=True)
    status = told("No. %(n)s, %(status)s", n=one.number, status=told(STATUSES[one.status.value]))
    more = [Line(told("Publication"), status)]
    if one.note is not None:
        note = one.note.zh if visit.tongue.told == "zh" else one.note.en
        more.append(Line(told("What changed"), note))
    more.append(Line(told("Digest of the figures"), one.figures_sha256))
    return (*lines, *more)


def _definition(contents: Contents, name: str) -> Definition | None:
    return next((one for one in contents.definitions if one.id == name), None)


def _named(name: str, read: Read, ending: str) -> dict[str, str]:
    file = f"{name}-published-{read.one.number}.{ending}"
    return {"content-disposition": f'attachment; filename="{file}"'}
