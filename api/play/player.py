"""Goes through the moves of a deal file in order, the refused ones included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from aggregates.deal.terms.events import FRAME, ClauseCountered, FrameCountered, OfferTabled
from aggregates.errors import RuleError
from aggregates.vocabulary import Event
from api import ids
from api.clock import now
from api.dealfile.document import AnyMove, DealFile
from api.dealfile.moves.approvals import ApprovalsMove
from api.dealfile.moves.discussion import DiscussionMove
from api.dealfile.moves.parties import PartiesMove
from api.dealfile.timetable import timetable
from api.errors import sentence
from api.installation import Installation
from api.play.approvals import play_approvals
from api.play.cast import Cast
from api.play.discussion import play_discussion
from api.play.intent import IntentMove, play_intent
from api.play.parties import play_parties
from api.play.scene import Scene
from api.play.signing import play_signing
from api.play.stage import Stage, Told
from api.play.table import TableMove, play_table
from api.play.wording import WordingMove, play_wording
from api.refusals import ApiError

BEFORE_FIRST = timedelta(hours=1)
"""How long before the first move the stage is set."""


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the play, with its position in its log."""

    log: str
    position: int
    event: Event


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A move that the rules refused, as the file expected."""

    move: AnyMove
    error: RuleError


Step: TypeAlias = Happened | Refused


class Player:
    """One play of one file."""

    def __init__(
        self,
        installation: Installation,
        deal_file: DealFile,
        annexes: Mapping[str, bytes],
        shift: timedelta,
    ) -> None:
        """Play ``deal_file``, its instants moved by ``shift``."""
        self._shift = shift
        self._file = deal_file
        self.cast = Cast(deal_file, shift, ids.new_id)
        self.stage = Stage(installation, deal_file, self.cast, dict(annexes))

    def play(self) -> Iterator[Step]:
        """Yield each step as it is recorded or refused.

        Raises:
            ApiError: ``move_refused`` with the number of a move that the rules refuse and the file
                does not expect, ``move_not_refused`` the other way round; ``plot_in_future``,
                ``other_registry``, ``nobody_acts``.
        """
        moves = list(timetable(self._file.moves))
        self._require_playable(moves[-1][0] + self._shift)
        begin = moves[0][0] + self._shift - BEFORE_FIRST
        for told in Scene(self.stage, self._file, begin).set():
            yield from _happened(told)
        for index, (at, move) in enumerate(moves):
            yield from self._move(index, at + self._shift, move)

    def _require_playable(self, end: datetime) -> None:
        """A signature can not be of tomorrow, nor by another registry than this one."""
        if end > now():
            raise ApiError("plot_in_future", end=end)
        named = next(o for o in self._file.offices.values() if o.function == "registry")
        office = self.stage.installation.identity.office
        if named.registration != office.identifier:
            raise ApiError("other_registry", named=named.legal_name, here=office.organisation)

    def _move(self, index: int, at: datetime, move: AnyMove) -> Iterator[Step]:
        done: list[Step] = []
        try:
            for told in _commands(self.stage, at, move):
                self._remember(told)
                done.extend(_happened(told))
        except RuleError as error:
            if error.code != move.expect:
                raise ApiError(
                    "move_refused",
                    number=index + 1,
                    by=move.by,
                    refusal=error.code,
                    reason=sentence(error),
                ) from error
            yield from done
            yield Refused(move=move, error=error)
            return
        yield from done
        if move.expect:
            raise ApiError("move_not_refused", number=index + 1, by=move.by, expected=move.expect)

    def _remember(self, told: Told) -> None:
        """Keep the digest of each wording in turn, for moves that cite an older one."""
        for event in told.answer.events:
            match event:
                case OfferTabled():
                    for row, digest in event.digests.items():
                        self._wordings(event.instrument, row).append(digest)
                case ClauseCountered():
                    wordings = self._wordings(event.instrument, event.clause.id)
                    wordings.append(event.clause_sha256)
                case FrameCountered():
                    self._wordings(event.instrument, FRAME).append(event.frame_sha256)
                case _:
                    pass

    def _wordings(self, instrument: str, row: str) -> list[str]:
        return self.stage.wordings.setdefault((instrument, row), [])


def shift_to(deal_file: DealFile, end: datetime) -> timedelta:
    """Return by how much to move the plot so that its last move is made at ``end``."""
    last = max(at for at, _ in timetable(deal_file.moves))
    return end - last


def _commands(stage: Stage, at: datetime, move: AnyMove) -> Iterable[Told]:  # noqa: PLR0911 - one branch a concern
    if isinstance(move, TableMove):
        return [play_table(stage, at, move)]
    if isinstance(move, WordingMove):
        return play_wording(stage, at, move)
    if isinstance(move, IntentMove):
        return [play_intent(stage, at, move)]
    if isinstance(move, PartiesMove):
        return [play_parties(stage, at, move)]
    if isinstance(move, DiscussionMove):
        return [play_discussion(stage, at, move)]
    if isinstance(move, ApprovalsMove):
        return [play_approvals(stage, at, move)]
    return [play_signing(stage, at, move)]


def _happened(told: Told) -> Iterator[Step]:
    answer = told.answer
    for position, event in zip(answer.positions, answer.events, strict=True):
        yield Happened(log=told.log, position=position, event=event)
