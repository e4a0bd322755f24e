"""The moves' instants: the first one given outright, each later than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from api.dealfile.checks.report import Report
from api.dealfile.document import AnyMove, DealFile
from api.dealfile.moments import instant_of, is_relative
from api.dealfile.moves.ending import GiveNotice
from api.dealfile.moves.filings import ExtendFiling, RequireFiling
from api.dealfile.moves.parties import ExtendDeadline, OpenDeal, ProposeReopening
from api.dealfile.moves.signing import OpenSigning, OpenTurn
from api.dealfile.moves.terms import SubmitIntent, TableOffer

LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""No move is made after this."""


def check_clock(deal: DealFile, report: Report) -> None:
    """Note moves that go back in time, and deadlines that have passed when they are set."""
    at: datetime | None = None
    for index, move in enumerate(deal.moves):
        path = ("moves", index)
        if at is None and is_relative(move.at):
            message = "the first move needs an instant, such as 2026-09-08T09:30:00+08:00"
            report.add((*path, "at"), "no_instant", message)
            return
        then = instant_of(move.at, at or LAST)
        if at is not None and then <= at:
            report.add((*path, "at"), "not_later", f"the move before is at {at.isoformat()}")
        if then >= LAST:
            report.add((*path, "at"), "too_late", f"no move is made after {LAST.year - 1}")
            return
        at = then
        for key, deadline in _deadlines(move):
            if instant_of(deadline, at) <= at:
                report.add((*path, key), "already_passed", "this is not later than the move")


def _deadlines(move: AnyMove) -> Iterator[tuple[str, str]]:
    if isinstance(move, RequireFiling | ExtendFiling):
        yield "due", move.due
    if isinstance(move, GiveNotice):
        yield "ends", move.ends
    if isinstance(move, _WITH_DEADLINE):
        yield "expires", move.expires
    if isinstance(move, TableOffer) and move.irrevocable_until is not None:
        yield "irrevocable_until", move.irrevocable_until


_WITH_DEADLINE = (
    OpenDeal
    | ExtendDeadline
    | ProposeReopening
    | SubmitIntent
    | TableOffer
    | OpenSigning
    | OpenTurn
)
