"""Which edition a page is about: the one that its address names, else the newest that is open."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from aggregates.errors import RuleError
from api.refusals import ApiError
from api.routes.editions import EditionNow, Editions, ListedEdition
from api.web.visit import Visit


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The edition of a page, and all that are open: the one listed last first."""

    edition: str
    name: str
    every: tuple[ListedEdition, ...]

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Return what a choice offers: values and names."""
        return tuple((one.edition, one.name) for one in self.every)


async def edition_of(visit: Visit) -> Chosen:
    """Return the edition that a page is about.

    Raises:
        ApiError: ``edition_unlisted`` for one that is not, or where there is none.
    """
    found = (await visit.read_once("list_editions", Editions)).editions
    opened = tuple([one for one in found if await is_open(visit, one)])
    wanted = visit.query("edition")
    for one in found if wanted else opened:
        if not wanted or one.edition == wanted:
            return Chosen(edition=one.edition, name=one.name, every=opened)
    raise ApiError("edition_unlisted", edition=wanted[:64])


async def newest_open(visit: Visit) -> str | None:
    """Return the edition that was listed last of those that are open; None where none is."""
    for one in (await visit.read_once("list_editions", Editions)).editions:
        if await is_open(visit, one):
            return one.edition
    return None


async def in_order(visit: Visit, editions: Iterable[str]) -> tuple[str, ...]:
    """Return the newest edition that is open and these others, the one listed last first."""
    wanted = {await newest_open(visit), *editions}
    listed = (await visit.read_once("list_editions", Editions)).editions
    return tuple(one.edition for one in listed if one.edition in wanted)


async def is_open(visit: Visit, listed: ListedEdition) -> bool:
    """Return whether an edition that is listed has been opened as well."""
    try:
        await visit.read_once("read_edition", EditionNow, edition=listed.edition)
    except RuleError as wrong:
        if wrong.code != "edition_unknown":
            raise
        return False
    return True
