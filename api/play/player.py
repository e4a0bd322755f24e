"""Goes through the moves of a deal file in order, the refused ones included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from aggregates.deal.state import Progress
from aggregates.deal.terms.events import FRAME, ClauseCountered, FrameCountered, OfferTabled
from aggregates.errors import RuleError
from aggregates.vocabulary import Event, Role
from api import ids
from api.dealfile.document import AnyMove, DealFile
from api.dealfile.moves.approvals import ApprovalsMove
from api.dealfile.moves.authorities import AuthoritiesMove
from api.dealfile.moves.classification import CorrectClassification
from api.dealfile.moves.discussion import DiscussionMove
from api.dealfile.moves.ending import EndingMove
from api.dealfile.moves.filings import FilingsMove
from api.dealfile.moves.paper import PaperMove
from api.dealfile.moves.publicity import PublicityMove
from api.dealfile.timetable import timetable
from api.installation import Installation
from api.play.approvals import play_approvals
from api.play.authorities import play_authorities
from api.play.cast import Cast
from api.play.classification import play_classification
from api.play.clocks import ClocksMove, play_clocks
from api.play.deeds import DeedsMove, play_deeds
from api.play.discussion import play_discussion
from api.play.ending import play_ending
from api.play.filings import play_filings
from api.play.in_ledger import InLedger
from api.play.intent import IntentMove, play_intent
from api.play.paper import play_paper
from api.play.parties import PartiesMove, play_parties
from api.play.performance import EffectMove, play_performance
from api.play.playable import require_playable
from api.play.publicity import play_publicity
from api.play.rates import RateTable
from api.play.scene import Scene
from api.play.signing import play_signing
from api.play.stage import Stage
from api.play.table import TableMove, play_table
from api.play.venue import LogName, Told, Venue
from api.play.wording import WordingMove, play_wording
from api.refusals import ApiError
from api.work.sealing import is_due
from signing.errors import SignatureError

BEFORE_FIRST = timedelta(hours=1)
"""How long before the first move the stage is set."""


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the play, with its position in its log."""

    log: LogName
    position: int
    event: Event


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A move that the rules refused, as the file expected."""

    at: datetime
    move: AnyMove
    error: RuleError


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What the file remarks on the move that was just made."""

    note: str


Step: TypeAlias = Happened | Refused | Noted


class Player:
    """One play of one file."""

    def __init__(
        self,
        installation: Installation,
        deal_file: DealFile,
        annexes: Mapping[str, bytes],
        shift: timedelta,
        place: Callable[[Cast], Venue] | None = None,
        cast: Cast | None = None,
    ) -> None:
        """Play ``deal_file``, its instants moved by ``shift``; in the ledger, or at ``place``.

        Whose ids are known already come in by a ``cast``.
        """
        self.file = deal_file
        self.moves = [(at + shift, move) for at, move in timetable(deal_file.moves)]
        self.cast = cast or Cast(deal_file, shift, ids.new_id)
        self.installation = installation
        self.ledger = InLedger(installation, self.cast)
        venue = self.ledger if place is None else place(self.cast)
        self.stage = Stage(venue, deal_file, self.cast, dict(annexes))

    def play(self) -> Iterator[Step]:
        """Yield each step as it is recorded or refused.

        Raises:
            ApiError: ``move_refused`` with the number of a move that is refused and that the file
                does not expect to be, ``move_not_refused`` the other way round; ``scene_refused``
                before the first move; ``plot_in_future``, ``plot_before_registry``,
                ``other_registry``, ``nobody_acts``.
            LedgerError: as the ledger.
        """
        begin = self.moves[0][0] - BEFORE_FIRST
        require_playable(self.installation, self.file, begin, self.moves[-1][0])
        rates = RateTable(self.stage, self.file.rates, begin)
        try:
            for told in Scene(self.stage, self.installation, self.file, begin).set():
                yield from _happened(told)
        except RuleError as error:
            raise ApiError("scene_refused", reason=error, refusal=error.code) from error
        for number, (at, move) in enumerate(self.moves, start=1):
            for told in rates.until(at):
                yield from _happened(told)
            yield from self.make(number, at, move)

    def make(self, number: int, at: datetime, move: AnyMove) -> Iterator[Step]:
        """Yield what comes of one move, the ``number``-th.

        Raises:
            ApiError: ``move_refused``, ``move_not_refused``.
        """
        name = str(move.__struct_config__.tag)
        self.stage.venue.turn(at, self.cast.actor(move))
        try:
            for answer in _commands(self.stage, at, move):
                self._remember(answer)
                yield from _happened(answer)
        except (RuleError, SignatureError) as error:
            if not isinstance(error, RuleError) or error.code != move.expect:
                raise ApiError(
                    "move_refused",
                    number=number,
                    move=name,
                    by=move.by,
                    reason=error,
                    refusal=error.code,
                ) from error
            yield Refused(at=at, move=move, error=error)
        else:
            if move.expect:
                raise ApiError(
                    "move_not_refused", number=number, move=name, by=move.by, expected=move.expect
                )
        if move.note:
            yield Noted(note=move.note)

    def archive(self) -> Iterator[Step]:
        """Yield what comes of archiving what was executed and is not sealed: no worker runs here.

        Raises:
            ApiError: ``nobody_acts``.
            RuleError, SignatureError, LedgerError: as sealing.
        """
        at, registrar = self.moves[-1][0], self.cast.somebody(Role.REGISTRY)
        deal = self.stage.deal()
        for instrument in deal.instruments.values():
            executed = instrument.progress is Progress.EXECUTED
            if executed and is_due(instrument, at, leading=instrument.id == deal.leading):
                yield from _happened(
                    self.stage.told(self.stage.venue.seal(instrument, at, registrar))
                )

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


def _commands(stage: Stage, at: datetime, move: AnyMove) -> Iterable[Told]:  # noqa: C901, PLR0911, PLR0912 - one branch a concern
    if isinstance(move, TableMove):
        return [play_table(stage, at, move)]
    if isinstance(move, WordingMove):
        return play_wording(stage, at, move)
    if isinstance(move, IntentMove):
        return [play_intent(stage, at, move)]
    if isinstance(move, PartiesMove):
        return [play_parties(stage, at, move)]
    if isinstance(move, ClocksMove):
        return [play_clocks(stage, at, move)]
    if isinstance(move, DiscussionMove):
        return [play_discussion(stage, at, move)]
    if isinstance(move, ApprovalsMove):
        return [play_approvals(stage, at, move)]
    if isinstance(move, FilingsMove):
        return [play_filings(stage, at, move)]
    if isinstance(move, DeedsMove):
        return [play_deeds(stage, at, move)]
    if isinstance(move, EffectMove):
        return [play_performance(stage, at, move)]
    if isinstance(move, CorrectClassification):
        return [play_classification(stage, at, move)]
    if isinstance(move, PaperMove):
        return [play_paper(stage, at, move)]
    if isinstance(move, EndingMove):
        return [play_ending(stage, at, move)]
    if isinstance(move, AuthoritiesMove):
        return [play_authorities(stage, at, move)]
    if isinstance(move, PublicityMove):
        return [play_publicity(stage, at, move)]
    return [play_signing(stage, at, move)]


def _happened(told: Told) -> Iterator[Step]:
    answer = told.answer
    for position, event in zip(answer.positions, answer.events, strict=True):
        yield Happened(log=told.log, position=position, event=event)
