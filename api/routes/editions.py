"""Editions: the list in the registry, and each one's calendar and policy in its own log."""

from __future__ import annotations

import msgspec

from aggregates.deal.policy import Policy
from aggregates.edition import EDITION
from aggregates.edition.change_policy import ChangePolicy, change_policy
from aggregates.edition.decide_lists import DecideLists, decide_lists
from aggregates.edition.lists import Lists
from aggregates.edition.open_edition import OpenEdition, open_edition
from aggregates.errors import RuleError
from aggregates.registry import REGISTRY
from aggregates.registry.list_edition import ListEdition, list_edition
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_edition, in_registry
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.sources import stream_named, stream_of_key
from api.installation import EDITIONS
from ledger.sources import One

router = Router("editions")


class ListedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition by the id of its log, and what people call it."""

    edition: str
    name: str


class Editions(msgspec.Struct, frozen=True, kw_only=True):
    """Every edition, the one listed last first."""

    editions: tuple[ListedEdition, ...]


class EditionNow(msgspec.Struct, frozen=True, kw_only=True):
    """An edition: days are ISO 8601 in ``zone``, ``policy`` is what a deal opened now copies.

    ``code_lists`` maps each list to its version; ``lists`` are the edition's own, of the decision
    ``lists_number`` (0: none was made). ``version`` is what ``If-Match`` cites.
    """

    edition: str
    name: str
    first_day: str
    last_day: str
    zone: str
    holidays: tuple[str, ...]
    code_lists: dict[str, str]
    policy: Policy
    lists: Lists
    lists_number: int
    version: int


command(
    router,
    list_edition,
    ListEdition,
    path="/editions/list_edition",
    place=in_registry,
    streams=stream_of_key(REGISTRY, EDITIONS),
    fresh=("edition",),
    if_match=False,
)
command(
    router,
    open_edition,
    OpenEdition,
    path="/editions/{edition}/open_edition",
    place=in_edition,
    streams=stream_named(EDITION, "edition"),
    if_match=False,
)
command(
    router,
    change_policy,
    ChangePolicy,
    path="/editions/{edition}/change_policy",
    place=in_edition,
    streams=stream_named(EDITION, "edition"),
)


command(
    router,
    decide_lists,
    DecideLists,
    path="/editions/{edition}/decide_lists",
    place=in_edition,
    streams=stream_named(EDITION, "edition"),
)


@router.get("/editions", answer=Editions)
def list_editions(asked: Asked) -> Reply:
    """List the editions of this registry."""
    asked.require_may(NOBODY)
    loaded = asked.site.installation.registry.load(One(REGISTRY, EDITIONS))
    found = [ListedEdition(edition=one, name=name) for one, name in loaded.state.editions.items()]
    editions = Editions(editions=tuple(reversed(found)))
    return Reply(content=editions, etag=loaded.versions[EDITIONS], cache=ASK_AGAIN)


@router.get("/editions/{edition}", answer=EditionNow)
def read_edition(asked: Asked) -> Reply:
    """Return the calendar of an edition and its policy.

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``edition_unknown`` while it is listed and not opened.
    """
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    loaded = asked.site.places.edition(edition).load(One(EDITION, edition))
    opened = loaded.state.opened
    if opened is None:
        raise RuleError("edition_unknown", edition=edition)
    now = EditionNow(
        edition=edition,
        name=opened.name,
        first_day=opened.first_day,
        last_day=opened.last_day,
        zone=opened.zone,
        holidays=opened.holidays,
        code_lists=opened.code_lists,
        policy=loaded.state.policy,
        lists=loaded.state.lists,
        lists_number=loaded.state.lists_number,
        version=loaded.versions[edition],
    )
    return Reply(content=now, etag=now.version, cache=ASK_AGAIN)
