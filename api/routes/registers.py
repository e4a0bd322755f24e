"""Lists of organisations, projects and mandates, from the read models."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from aggregates.project.events import ProjectText
from aggregates.vocabulary import Language, OrganisationId
from api.http.asked import NOBODY, Asked
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered, caught_up, log_of, reader_of, seeing
from api.storage.views import Views
from projections.reader import Reader
from projections.views.catalogue import ProjectFilter, ProjectPlace, ProjectRow
from projections.views.catalogue import list_projects as projects_listed
from projections.views.mandates import MandateFilter, MandateRow, MandateState
from projections.views.mandates import list_mandates as mandates_listed
from projections.views.organisations import OrganisationPlace, OrganisationRow
from projections.views.organisations import list_organisations as organisations_listed

router = Router("registers")

ANYBODY = Reader(person="", organisation="")
"""Who reads what is public, and nothing else."""

Text = Annotated[str, Meta(max_length=200)]
Amount = Annotated[str, Meta(pattern=r"^[0-9]{1,30}(\.[0-9]{1,12})?$")]
"""A decimal, as a query has it."""


class OrganisationsQuery(Part, frozen=True, kw_only=True):
    """Which organisations: those of which ``text`` is a part of the name.

    ``after_position`` is one of the registry's log.
    """

    text: Text | None = None
    country: Text | None = None
    verified: Literal["true", "false"] | None = None
    after_position: Position | None = None


class ListedOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as lists show it; ``verified`` by an official."""

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    registered_at: datetime
    verified: bool
    position: int


class ListedOrganisations(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, by name. Without ``next`` it is the last."""

    items: tuple[ListedOrganisation, ...]
    next: str | None


class ProjectsQuery(Part, frozen=True, kw_only=True):
    """Which projects: of an owner or sponsor, by the beginnings of codes, by some of their words.

    ``mode`` is a whole code; ``text`` is looked for in every language. ``least`` and ``most`` are
    decimals, of what is sought in ``currency``: who asks for neither currency nor amount gets those
    too that say none. With ``withdrawn``, also those that have left.
    """

    owner: Text | None = None
    industry: Text | None = None
    destination: Text | None = None
    mode: Text | None = None
    text: Text | None = None
    currency: Text | None = None
    least: Amount | None = None
    most: Amount | None = None
    withdrawn: bool = False
    after_position: Position | None = None


class ListedProject(msgspec.Struct, frozen=True, kw_only=True):
    """A project as the catalogue shows it ``since`` an instant; ``amount`` is what is sought.

    ``texts`` has it in each language that it is told in, ``title`` is for who reads none of them.
    """

    project: str
    edition: str
    title: str
    texts: dict[Language, ProjectText]
    owner: OrganisationId
    sponsor: OrganisationId
    mode: str
    industry: str
    destination: str
    amount: Decimal | None
    currency: str | None
    listed_at: datetime
    since: datetime
    withdrawn: bool
    position: int


class ListedProjects(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the catalogue, the project listed last first. Without ``next`` it is the last."""

    items: tuple[ListedProject, ...]
    next: str | None


class MandatesQuery(Part, frozen=True, kw_only=True):
    """Which mandates: of an organisation, of a person, in a state."""

    organisation: Text | None = None
    person: Text | None = None
    state: MandateState | None = None
    after_position: Position | None = None


class ListedMandates(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, the newest id first. Without ``next`` it is the last."""

    items: tuple[MandateRow, ...]
    next: str | None


@router.get("/organisations", answer=ListedOrganisations, query=OrganisationsQuery)
async def list_organisations(asked: Asked, query: OrganisationsQuery) -> Reply:
    """List the organisations of the registry, by name.

    Raises:
        ApiError: ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    views = asked.site.the(Views)
    if query.after_position is not None:
        registry = asked.site.installation.identity.registry_log
        await views.wait_for(registry, query.after_position)
    of = f"organisations:{_filters(query)}"
    after = asked.site.cursors.place(of, query.cursor, OrganisationPlace) if query.cursor else None
    async with views.reading(ANYBODY) as connection:
        rows = await organisations_listed(
            connection,
            text=query.text,
            country=query.country,
            verified=None if query.verified is None else query.verified == "true",
            after=after,
            limit=query.limit + 1,
        )
    shown, following = rows[: query.limit], None
    if len(rows) > query.limit:
        place = OrganisationPlace(shown[-1].folded, shown[-1].organisation)
        following = asked.site.cursors.cursor(of, place)
    items = tuple(_organisation(row) for row in shown)
    return answered(ListedOrganisations(items=items, next=following))


@router.get("/editions/{edition}/projects", answer=ListedProjects, query=ProjectsQuery)
async def list_projects(asked: Asked, query: ProjectsQuery) -> Reply:
    """Read the catalogue of an edition, the project listed last first.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = str(await log_of(asked, asked.path["edition"]))
    await caught_up(asked, edition, query.after_position)
    of = f"projects:{edition}:{_filters(query)}"
    after = asked.site.cursors.place(of, query.cursor, ProjectPlace) if query.cursor else None
    which = ProjectFilter(
        owner=query.owner,
        industry=query.industry,
        destination=query.destination,
        mode=query.mode,
        text=query.text,
        currency=query.currency,
        least=None if query.least is None else Decimal(query.least),
        most=None if query.most is None else Decimal(query.most),
        withdrawn=query.withdrawn,
    )
    async with asked.site.the(Views).reading(ANYBODY) as connection:
        rows = await projects_listed(connection, edition, which, after=after, limit=query.limit + 1)
    shown, following = rows[: query.limit], None
    if len(rows) > query.limit:
        place = ProjectPlace(shown[-1].listed_at, shown[-1].project)
        following = asked.site.cursors.cursor(of, place)
    return answered(ListedProjects(items=tuple(_project(row) for row in shown), next=following))


@router.get("/editions/{edition}/mandates", answer=ListedMandates, query=MandatesQuery)
async def list_mandates(asked: Asked, query: MandatesQuery) -> Reply:
    """List the mandates of one's organisation, or by office those of all.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition, reader = str(await log_of(asked, asked.path["edition"])), reader_of(asked)
    await caught_up(asked, edition, query.after_position)
    of = f"mandates:{edition}:{_filters(query)}"
    after = asked.site.cursors.place(of, query.cursor, str) if query.cursor else None
    which = MandateFilter(organisation=query.organisation, person=query.person, state=query.state)
    async with seeing(asked, f"edition:{edition}") as connection:
        rows = await mandates_listed(
            connection, reader, edition, which, after=after, limit=query.limit + 1
        )
    shown, more = rows[: query.limit], len(rows) > query.limit
    following = asked.site.cursors.cursor(of, shown[-1].mandate) if more else None
    return answered(ListedMandates(items=tuple(shown), next=following))


def _filters(query: OrganisationsQuery | ProjectsQuery | MandatesQuery) -> str:
    """Return what binds a cursor to the filters that it goes on with."""
    whole = msgspec.structs.replace(query, cursor="", limit=1, after_position=None)
    return msgspec.json.encode(whole).decode()


def _organisation(row: OrganisationRow) -> ListedOrganisation:
    names = ListedOrganisation.__struct_fields__
    return ListedOrganisation(**{name: getattr(row, name) for name in names})


def _project(row: ProjectRow) -> ListedProject:
    names = ListedProject.__struct_fields__
    return ListedProject(**{name: getattr(row, name) for name in names})
