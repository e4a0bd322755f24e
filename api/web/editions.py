"""Which edition a page is about: the one that its address names, else the one listed last."""

from __future__ import annotations

import msgspec

from api.refusals import ApiError
from api.routes.editions import Editions, ListedEdition
from api.web.visit import Visit


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The edition of a page, and all there are: the one listed last first."""

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
    found = (await visit.read("list_editions", Editions)).editions
    wanted = visit.query("edition")
    for one in found:
        if not wanted or one.edition == wanted:
            return Chosen(edition=one.edition, name=one.name, every=found)
    raise ApiError("edition_unlisted", edition=wanted[:64])
