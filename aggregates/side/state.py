"""What was said within one side of a deal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from aggregates.side.events import CommentMade

NO_COMMENTS: Mapping[str, CommentMade] = MappingProxyType({})


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The comments by id, in the order in which they were made."""

    comments: Mapping[str, CommentMade] = NO_COMMENTS


def evolve(side: Side, event: CommentMade) -> Side:
    """Return the side's notes after ``event``. Never refuses: it has happened."""
    return Side(comments={**side.comments, event.comment: event})
