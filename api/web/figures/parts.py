"""A long list of publications, part by part: the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from api.http.paging import LIMIT_MAX
from api.publications.told import PublicationNow, PublicationsNow
from api.web.visit import Visit

SHOWN: Final = 25
"""So many publications a page shows at once."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a list; ``earlier`` is the number before which the next part goes on."""

    shown: tuple[PublicationNow, ...]
    earlier: int | None


async def every_publication(visit: Visit, edition: str) -> PublicationsNow:
    """Return the publications of an edition, all of them in one part.

    Raises:
        CodedError: as ``list_publications``.
    """
    found: list[PublicationNow] = []
    following = ""
    while True:
        query = {"limit": LIMIT_MAX, "cursor": following}
        part = await visit.read("list_publications", PublicationsNow, query, edition=edition)
        found += part.items
        if part.next is None:
            return replace(part, items=tuple(found))
        following = part.next


def part_of(before: str, every: Sequence[PublicationNow]) -> Part:
    """Return the part of earlier ones than number ``before``; of what is no number, the newest."""
    upto = int(before) if before.isdecimal() and before.isascii() and len(before) < 10 else None
    found = [one for one in every if upto is None or one.number < upto]
    if len(found) <= SHOWN:
        return Part(shown=tuple(found), earlier=None)
    last = found[SHOWN - 1].number  # one that was sent back, and the next, may share their number
    return Part(shown=tuple(one for one in found if one.number >= last), earlier=last)
