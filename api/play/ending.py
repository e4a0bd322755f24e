"""Moves by which one side ends a deal that is in force."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from aggregates.deal.ending import give_notice as giving
from aggregates.deal.ending import terminate as terminating
from aggregates.deal.ending import withdraw_notice as withdrawing
from aggregates.vocabulary import Role
from api.dealfile.moves import ending as moves
from api.play.stage import Stage
from api.play.venue import Told


def play_ending(stage: Stage, at: datetime, move: moves.EndingMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.GiveNotice():
            giving_it = giving.GiveNotice(
                actor=lead,
                at=at,
                notice=move.notice,
                ground=move.ground,
                reason=move.reason,
                ends_at=stage.cast.deadline(stage.cast.instant(move.ends, at)),
            )
            return stage.edition(stage.source, giving.give_notice, giving_it)
        case moves.WithdrawNotice():
            taking_back = withdrawing.WithdrawNotice(
                actor=lead, at=at, notice=move.notice, reason=move.reason
            )
            return stage.edition(stage.source, withdrawing.withdraw_notice, taking_back)
        case moves.Terminate():
            end = terminating.Terminate(actor=lead, at=at, notice=move.notice)
            return stage.edition(stage.source, terminating.terminate, end)
        case _:
            assert_never(move)
