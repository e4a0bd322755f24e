"""Comment on a deal for one's own side only."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_acts_for
from aggregates.checks import check_identifier, check_text
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.side.events import CommentMade
from aggregates.side.state import Side
from aggregates.vocabulary import ClauseId, Command, DealId, InstrumentId, OrganisationId


class CommentToOwnSide(Command, frozen=True, kw_only=True):
    """The fields are those of `CommentMade`."""

    comment: str
    deal: DealId
    principal: OrganisationId
    instrument: InstrumentId = ""
    clause: ClauseId = ""
    text: str


def comment_to_own_side(side: Side, command: CommentToOwnSide) -> Sequence[CommentMade]:
    """Only people who act for the principal write here, and only they read.

    Raises:
        RuleError: ``not_your_organisation``, ``id_taken`` by another comment,
            ``comment_misplaced`` on a clause of no instrument, ``identifier_malformed``, and the
            codes of `check_text`.
    """
    check_acts_for(command.actor, command.principal)
    _check_values(command)
    made = _made(command)
    known = side.comments.get(command.comment)
    if known is None:
        return [made]
    if says_the_same(made, known) and made.by == known.by:
        return []
    raise RuleError("id_taken", id=command.comment)


def _check_values(command: CommentToOwnSide) -> None:
    check_identifier("comment", command.comment)
    check_identifier("deal", command.deal)
    if command.instrument:
        check_identifier("instrument", command.instrument)
    if command.clause:
        check_identifier("clause", command.clause)
    if command.clause and not command.instrument:
        raise RuleError("comment_misplaced", clause=command.clause)
    check_text("text", command.text)


def _made(command: CommentToOwnSide) -> CommentMade:
    return CommentMade(
        at=command.at,
        comment=command.comment,
        deal=command.deal,
        principal=command.principal,
        instrument=command.instrument,
        clause=command.clause,
        text=command.text,
        by=command.actor.person,
    )
