"""Where a play's commands go and where its deal is read: a ledger here, or an API somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

import msgspec

from aggregates.deal.signing.attest import Attest
from aggregates.deal.state import Deal, Instrument
from aggregates.person.events import DisplayOrder, Post
from aggregates.vocabulary import Actor, Command, Event, PersonId
from api.contracts.prepare_letter import Letter
from api.contracts.prepare_opening import Wanted
from api.contracts.prepared import Decision, Streams
from api.contracts.signature import Consenting
from ledger.drafting import Blob
from ledger.recorded import Answer

LogName: TypeAlias = Literal["registry", "edition"]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a command came to, and in which log."""

    log: LogName
    answer: Answer


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be registered, in clear; ``phone`` is empty where they gave none."""

    person: PersonId
    native_name: str
    latin_name: str
    email: str
    phone: str
    display_order: DisplayOrder
    posts: tuple[Post, ...]


class Venue(Protocol):
    """Takes the commands of a play, each as its actor's and at its time, and shows the deal.

    Each raises `RuleError` and `SignatureError` where the rules refuse, whoever asks them.
    """

    def turn(self, at: datetime, actor: Actor) -> None:
        """Let it be ``actor``'s turn: what is read from now on, they read."""
        ...

    def deal(self) -> Deal:
        """Return the deal as it stands; the empty one before it is opened."""
        ...

    def handle(
        self,
        log: LogName,
        streams: Streams,
        decision: Decision,
        command: Command,
        blobs: Sequence[Blob] = (),
    ) -> Answer:
        """Send a command that is about the first of ``streams``, with the files that it names."""
        ...

    def found(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """Register one of the first two people, who found the registry."""
        ...

    def register(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """Register somebody."""
        ...

    def invite(self, person: Newcomer, actor: Actor) -> None:
        """Let somebody come in who is registered, in the posts that they have."""
        ...

    def open_signing(self, instrument: Instrument, wanted: Wanted, actor: Actor) -> Answer:
        """Have the paper made, and open its signing."""
        ...

    def submit_intent(self, letter: Letter, who: Consenting, actor: Actor) -> Answer:
        """Send a letter of intent, signed by ``actor``."""
        ...

    def accept_intent(self, letter: Instrument, who: Consenting, actor: Actor) -> Answer:
        """Accept a letter of intent with ``actor``'s signature."""
        ...

    def sign(self, instrument: Instrument, field: str, who: Consenting, actor: Actor) -> Answer:
        """Sign under a mandate."""
        ...

    def attest(
        self,
        instrument: Instrument,
        field: str,
        who: Consenting,
        actor: Actor,
        decision: Callable[[Deal, Attest], Sequence[Event]],
    ) -> Answer:
        """Sign for an office, after the principals."""
        ...

    def seal(self, instrument: Instrument, at: datetime, actor: Actor) -> Answer:
        """Seal what was executed."""
        ...
