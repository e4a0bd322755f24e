"""May they, who stand so to this? Asked of the same state that is then decided on, or shown."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Deal
from api.http.access import note_access
from api.http.asked import Asked
from api.http.policy import relations_by_role
from api.http.related import related
from api.http.rule import GRANTED, Relation
from api.refusals import ApiError

SEES_EVERY_DEAL: Final = frozenset(
    {
        Relation.OFFICIAL,
        Relation.ORGANISER,
        Relation.REGISTRY,
        Relation.AUDITOR,
        Relation.SYSTEM,
    }
)
"""Who knows of every deal. What they may see of it, the table says."""


def require_related(asked: Asked, state: object) -> frozenset[Relation]:
    """Return how who asks stands to what has this state; refuse what the table does not let them.

    A deal that is not theirs does not exist for them: its refusal is that of an unknown deal. Who
    reads a deal because of their office alone is noted in the log of access.

    Raises:
        ApiError: ``deal_unknown``, ``not_permitted``, ``not_signed_in``, ``scope_missing``,
            ``step_up_needed``.
    """
    own = related(state, asked.who)
    if isinstance(state, Deal) and state.id:
        everywhere = relations_by_role(asked.acting) & SEES_EVERY_DEAL
        guest_elsewhere = asked.who.deal not in {"", state.id}
        if guest_elsewhere or not own | everywhere:
            raise ApiError("deal_unknown", deal=state.id)
        asked.require_may(own)
        if not own - GRANTED:  # also who was let read something reads it in an office
            note_access(asked, f"deal:{state.id}")
        return own
    asked.require_may(own)
    return own
