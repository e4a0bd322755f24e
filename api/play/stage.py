"""What a move needs: the file, who is who, and the venue that its commands go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from aggregates.aggregate import EventsByStream
from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Instrument
from aggregates.rates import RATES
from aggregates.rates.state import Rates
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Decision, Streams
from api.contracts.room import RATES_KEY
from api.dealfile.document import DealFile
from api.play.cast import Cast
from api.play.venue import Told, Venue
from ledger.drafting import Blob
from ledger.recorded import Answer
from ledger.sources import One, Source

S = TypeVar("S")
Q = TypeVar("Q", bound=Command)


class Stage:
    """One play: a file, its cast, and the venue where it is played."""

    def __init__(
        self, venue: Venue, deal_file: DealFile, cast: Cast, annexes: dict[str, bytes]
    ) -> None:
        self.venue = venue
        self.file = deal_file
        self.cast = cast
        self.annexes = annexes
        self.wordings: dict[tuple[str, str], list[str]] = {}

    @property
    def source(self) -> One[Deal]:
        """The stream of the deal."""
        return One(DEAL, self.cast.deal)

    @property
    def rates(self) -> One[Rates]:
        """The stream of the edition's rates of exchange."""
        return One(RATES, RATES_KEY)

    def deal(self) -> Deal:
        """Return the deal as it stands."""
        return self.venue.deal()

    def instrument(self, name: str) -> tuple[Deal, Instrument]:
        """Return the deal and an instrument; the leading one for the empty name."""
        deal = self.deal()
        draft = self.file.instrument(name)
        key = self.cast.id(draft.id)
        return deal, deal.instruments.get(key) or Instrument(
            id=key, kind=draft.kind, tier=draft.tier
        )

    def registry(
        self,
        source: One[S],
        decision: Callable[[S, Q], Sequence[Event]],
        command: Q,
        blobs: Sequence[Blob] = (),
    ) -> Told:
        """Send a command to a stream of the registry's log."""
        streams = cast("Streams", source)
        answer = self.venue.handle("registry", streams, decision, command, blobs)
        return Told(log="registry", answer=answer)

    def edition(
        self,
        source: One[S],
        decision: Callable[[S, Q], Sequence[Event]],
        command: Q,
        blobs: Sequence[Blob] = (),
    ) -> Told:
        """Send a command to one stream of the edition's log."""
        streams = cast("Streams", source)
        return self.told(self.venue.handle("edition", streams, decision, command, blobs))

    def together(
        self,
        sources: tuple[Source[object], ...],
        decision: Callable[..., Sequence[Event] | EventsByStream],
        command: Command,
    ) -> Told:
        """Send a command on several streams of the edition's log, the one it is about first."""
        handled: Decision = decision
        return self.told(self.venue.handle("edition", sources, handled, command))

    def told(self, answer: Answer) -> Told:
        """Return an answer of the edition's log."""
        return Told(log="edition", answer=answer)
