"""What a move needs: the books, the desk where people sign, and who is who."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, TypeVar

import msgspec

from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from api.dealfile.document import DealFile
from api.installation import Installation
from api.play.cast import Cast
from ledger.book import Book
from ledger.context import Context
from ledger.drafting import Blob
from ledger.recorded import Answer
from ledger.sources import One

METHOD = "demonstration"
"""How the people of a play show to be present: they are played, and the record says so."""

NOTHING_HAPPENED = Answer()
"""The answer to who asks for what is so already."""

S = TypeVar("S")
Q = TypeVar("Q", bound=Command)


LogName: TypeAlias = Literal["registry", "edition"]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a command came to, and in which log."""

    log: LogName
    answer: Answer


class Stage:
    """One play: a file, its cast, and the installation that it is played on."""

    def __init__(
        self,
        installation: Installation,
        deal_file: DealFile,
        cast: Cast,
        annexes: dict[str, bytes],
    ) -> None:
        self.installation = installation
        self.file = deal_file
        self.cast = cast
        self.annexes = annexes
        self.book: Book = installation.edition(cast.edition)
        self.room = Room(installation, self.book, cast.deal)
        self.registered = self.room.registered
        self.wordings: dict[tuple[str, str], list[str]] = {}
        self._sent = 0

    @property
    def source(self) -> One[Deal]:
        """The stream of the deal."""
        return self.room.source

    def deal(self) -> Deal:
        """Return the deal as it stands."""
        return self.book.state(self.source)

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
        context = self.context(command)
        answer = self.installation.registry.handle(source, decision, command, context, blobs)
        return Told(log="registry", answer=answer)

    def edition(
        self,
        source: One[S],
        decision: Callable[[S, Q], Sequence[Event]],
        command: Q,
        blobs: Sequence[Blob] = (),
    ) -> Told:
        """Send a command to one stream of the edition's log."""
        answer = self.book.handle(source, decision, command, self.context(command), blobs)
        return self.told(answer)

    def sent(self, prepared: Prepared | None) -> Told:
        """Send a command that was prepared; there is none if it was carried out already."""
        if prepared is None:
            return self.told()
        context = self.context(prepared.command)
        return self.told(prepared.carried_out(self.book, context))

    def told(self, answer: Answer = NOTHING_HAPPENED) -> Told:
        """Return an answer of the edition's log."""
        return Told(log="edition", answer=answer)

    def context(self, command: Command) -> Context:
        """Return the circumstances of the next command: who sends it, under a key of this play."""
        self._sent += 1
        request = msgspec.json.encode(command)
        return Context(
            actor=command.actor.person,
            on_behalf_of=command.actor.organisation,
            authentication=METHOD,
            correlation_id=self.cast.deal,
            idempotency_key=f"{self.cast.deal}:{self._sent}",
            request=hashlib.sha256(request).digest(),
        )
