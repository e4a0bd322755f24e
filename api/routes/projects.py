"""Projects: what seeks investors at an edition. The catalogue is public."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.errors import RuleError
from aggregates.project import PROJECT
from aggregates.project.list_project import ListProject, list_project
from aggregates.project.withdraw_project import WithdrawProject, withdraw_project
from aggregates.vocabulary import Money, OrganisationId
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_edition
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.sources import stream_named
from ledger.sources import One

router = Router("projects")


class ProjectNow(msgspec.Struct, frozen=True, kw_only=True):
    """A project. Deals are opened on it until it is ``withdrawn``; ``amount`` is what is sought.

    ``version`` is what ``If-Match`` cites.
    """

    project: str
    title: str
    owner: OrganisationId
    sponsor: OrganisationId
    industry: str
    destination: str
    amount: Money | None
    listed_at: datetime
    withdrawn: bool
    version: int


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
    listing = loaded.state.listing
    if listing is None:
        raise RuleError("project_unknown", project=project)
    now = ProjectNow(
        project=project,
        title=listing.title,
        owner=listing.owner,
        sponsor=listing.sponsor,
        industry=listing.industry,
        destination=listing.destination,
        amount=listing.amount,
        listed_at=listing.at,
        withdrawn=loaded.state.withdrawn,
        version=loaded.versions[project],
    )
    return Reply(content=now, etag=now.version, cache=ASK_AGAIN)
