"""Moves by which one side ends a deal that is in force."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.ending.events import Ground
from api.dealfile.fields import Id, Moment, Text
from api.dealfile.moves.move import Move


class GiveNotice(Move, frozen=True, kw_only=True, tag="give_notice"):
    """Give notice that one's side will terminate the deal; ``notice`` is its id."""

    notice: Id
    ground: Ground
    reason: Text
    ends: Moment


class WithdrawNotice(Move, frozen=True, kw_only=True, tag="withdraw_notice"):
    """Take one's notice back: the deal goes on."""

    notice: Id
    reason: Text


class Terminate(Move, frozen=True, kw_only=True, tag="terminate"):
    """End the deal by a notice that has run out."""

    notice: Id


EndingMove: TypeAlias = GiveNotice | WithdrawNotice | Terminate
