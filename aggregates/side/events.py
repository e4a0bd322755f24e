"""What can have been said within one side of a deal. Stored for ever; the other sides never see."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.vocabulary import (
    ClauseId,
    DealId,
    Event,
    InstrumentId,
    OrganisationId,
    PersonId,
)


class CommentMade(Event, frozen=True, kw_only=True, tag="side.comment_made.v1"):
    """Somebody said something to their own side only. Discussion: never binding.

    ``clause`` is empty for a comment on the whole instrument, ``instrument`` on the whole deal.
    """

    comment: str
    deal: DealId
    principal: OrganisationId
    instrument: InstrumentId
    clause: ClauseId
    text: str
    by: PersonId


SideEvent: TypeAlias = CommentMade
