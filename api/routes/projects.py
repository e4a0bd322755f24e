"""Projects: what seeks investors at an edition. The catalogue is public."""

from __future__ import annotations

from datetime import datetime

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.project import PROJECT
from aggregates.project.card import ProjectCard
from aggregates.project.describe_project import DescribeProject, describe_project
from aggregates.project.list_project import ListProject, list_project
from aggregates.project.state import Project
from aggregates.project.withdraw_project import WithdrawProject, withdraw_project
from aggregates.vocabulary import OrganisationId
from api.accounts.accounts import Accounts
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_edition
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.sources import stream_named
from api.storage.opened_on import deals_opened_on
from ledger.sources import Each, One

router = Router("projects")


class ProjectNow(ProjectCard, frozen=True, kw_only=True):
    """A project. Deals are opened on it until it is ``withdrawn``.

    ``earlier`` is what was said of it before, the first first. ``version`` is what ``If-Match``
    cites.
    """

    project: str
    owner: OrganisationId
    sponsor: OrganisationId
    listed_at: datetime
    withdrawn: bool
    earlier: tuple[ProjectCard, ...]
    version: int


def with_its_deals(asked: Asked, sent: DescribeProject) -> tuple[One[Project], Each[Deal]]:
    """Return the streams of a project and of the deals that were opened on it."""
    with asked.site.the(Accounts).operations.transaction() as connection:
        deals = deals_opened_on(connection, sent.project)
    return (One(PROJECT, sent.project), Each(DEAL, deals))


command(
    router,
    list_project,
    ListProject,
    path="/editions/{edition}/projects/list_project",
    place=in_edition,
    streams=stream_named(PROJECT, "project"),
    fresh=("project",),
    if_match=False,
)
command(
    router,
    withdraw_project,
    WithdrawProject,
    path="/editions/{edition}/projects/{project}/withdraw_project",
    place=in_edition,
    streams=stream_named(PROJECT, "project"),
)

command(
    router,
    describe_project,
    DescribeProject,
    path="/editions/{edition}/projects/{project}/describe_project",
    place=in_edition,
    streams=with_its_deals,
)


@router.get("/editions/{edition}/projects/{project}", answer=ProjectNow)
def read_project(asked: Asked) -> Reply:
    """Return a project of the catalogue, or one that was withdrawn from it.

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``project_unknown``.
    """
    asked.require_may(NOBODY)
    project = asked.path["project"]
    loaded = asked.site.places.edition(asked.path["edition"]).load(One(PROJECT, project))
    now = _now(project, loaded.state, loaded.versions[project])
    return Reply(content=now, etag=now.version, cache=ASK_AGAIN)


def _now(project: str, state: Project, version: int) -> ProjectNow:
    listing, cards = state.listing, state.cards
    if listing is None:
        raise RuleError("project_unknown", project=project)
    card = cards[-1]
    return ProjectNow(
        project=project,
        since=card.since,
        title=card.title,
        texts=card.texts,
        mode=card.mode,
        owner=listing.owner,
        sponsor=listing.sponsor,
        industry=card.industry,
        destination=card.destination,
        amount=card.amount,
        listed_at=listing.at,
        withdrawn=state.withdrawn,
        earlier=cards[:-1],
        version=version,
    )
