"""Say something to all sides of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_text
from aggregates.deal.discussion.events import CommentMade
from aggregates.deal.discussion.subject import DISCUSSED, require_subject, unless_said
from aggregates.deal.guards import require_open, require_takes_part, while_negotiated
from aggregates.deal.state import Deal
from aggregates.vocabulary import ClauseId, Command, InstrumentId


class Comment(Command, frozen=True, kw_only=True):
    """On a clause, on an instrument as a whole (``clause`` empty), or on the deal (both empty)."""

    comment: str
    instrument: InstrumentId = ""
    clause: ClauseId = ""
    text: str


def comment(deal: Deal, command: Comment) -> Sequence[CommentMade]:
    """Record it. A comment binds nobody and is in no digest; its id is used once.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_in_deal``,
            ``identifier_malformed``, ``id_taken`` by another comment, and as `require_subject`
            and `check_text`.
    """
    require_open(deal, command.at, while_negotiated(deal, DISCUSSED))
    organisation = require_takes_part(deal, command.actor)
    check_identifier("comment", command.comment)
    require_subject(deal, command.instrument, command.clause)
    check_text("text", command.text)
    made = CommentMade(
        at=command.at,
        comment=command.comment,
        instrument=command.instrument,
        clause=command.clause,
        text=command.text,
        organisation=organisation,
        by=command.actor.person,
    )
    return unless_said(made, deal.discussion.comments.get(command.comment), command.comment)
