"""A venue in this process: commands are decided on this installation's own books."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, cast

import msgspec

from aggregates.deal.signing.attest import Attest
from aggregates.deal.state import Deal, Instrument
from aggregates.person import PERSON
from aggregates.person.register_founder import register_founder
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.vocabulary import Actor, Command, Event
from api.contracts.prepare_letter import Letter, prepare_letter
from api.contracts.prepare_opening import Wanted, prepare_opening
from api.contracts.prepare_seal import prepare_seal
from api.contracts.prepare_signature import (
    prepare_acceptance,
    prepare_attestation,
    prepare_signature,
)
from api.contracts.prepared import Decision, Prepared, Streams
from api.contracts.room import Room
from api.contracts.signature import Consenting
from api.installation import Installation
from api.play.cast import Cast
from api.play.venue import LogName, Newcomer
from ledger.context import Context
from ledger.drafting import Blob
from ledger.recorded import Answer
from ledger.sources import One

METHOD: Final = "demonstration"
"""How the people of a play show to be present: they are played, and the record says so."""


class InLedger:
    """The books of one installation, and the desk where people sign."""

    def __init__(self, installation: Installation, who: Cast) -> None:
        self.book = installation.edition(who.edition)
        self.room = Room(installation, self.book, who.deal)
        self._registry = installation.registry
        self._deal = who.deal
        self._sent = 0

    def turn(self, at: datetime, actor: Actor) -> None:
        """Here everybody reads the same."""

    def deal(self) -> Deal:
        """Return the deal as it stands."""
        return self.book.state(self.room.source)

    def handle(
        self,
        log: LogName,
        streams: Streams,
        decision: Decision,
        command: Command,
        blobs: Sequence[Blob] = (),
    ) -> Answer:
        """Decide and append."""
        prepared = Prepared(streams=streams, decision=decision, command=command, blobs=tuple(blobs))
        book = self.book if log == "edition" else self._registry
        return prepared.carried_out(book, self._context(command))

    def found(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """Register a founder: their particulars are sealed first."""
        return self._registered(person, actor, at, register_founder)

    def register(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """Register somebody: their particulars are sealed first."""
        return self._registered(person, actor, at, register_person)

    def invite(self, person: Newcomer, actor: Actor) -> None:
        """Here nobody needs to come in."""

    def _registered(
        self, person: Newcomer, actor: Actor, at: datetime, decision: Decision
    ) -> Answer:
        sealed = self.room.registered.sealed
        command = RegisterPerson(
            actor=actor,
            at=at,
            person=person.person,
            native_name=sealed(person.person, "native_name", person.native_name),
            latin_name=sealed(person.person, "latin_name", person.latin_name),
            email=sealed(person.person, "email", person.email),
            phone=sealed(person.person, "phone", person.phone) if person.phone else None,
            display_order=person.display_order,
            posts=person.posts,
        )
        source = cast("Streams", One(PERSON, person.person))
        return self.handle("registry", source, decision, command)

    def open_signing(self, instrument: Instrument, wanted: Wanted, actor: Actor) -> Answer:
        """Render, certify, open."""
        return self._sent_off(prepare_opening(self.room, self.deal(), instrument, wanted, actor))

    def submit_intent(self, letter: Letter, who: Consenting, actor: Actor) -> Answer:
        """Render, certify, sign, send."""
        return self._sent_off(prepare_letter(self.room, self.deal(), letter, who, actor))

    def accept_intent(self, letter: Instrument, who: Consenting, actor: Actor) -> Answer:
        """Sign where ``actor`` sits."""
        return self._sent_off(prepare_acceptance(self.room, self.deal(), letter, who, actor))

    def sign(self, instrument: Instrument, field: str, who: Consenting, actor: Actor) -> Answer:
        """Sign under a mandate."""
        deal = self.deal()
        return self._sent_off(prepare_signature(self.room, deal, instrument, field, who, actor))

    def attest(
        self,
        instrument: Instrument,
        field: str,
        who: Consenting,
        actor: Actor,
        decision: Callable[[Deal, Attest], Sequence[Event]],
    ) -> Answer:
        """Sign for an office."""
        return self._sent_off(
            prepare_attestation(self.room, self.deal(), instrument, field, who, actor, decision)
        )

    def seal(self, instrument: Instrument, at: datetime, actor: Actor) -> Answer:
        """Archive the newest revision, and seal it."""
        return self._sent_off(prepare_seal(self.room, self.deal(), instrument, at, actor))

    def _sent_off(self, prepared: Prepared | None) -> Answer:
        """Send a command that was prepared; there is none if it was carried out already."""
        if prepared is None:
            return Answer()
        return prepared.carried_out(self.book, self._context(prepared.command))

    def _context(self, command: Command) -> Context:
        """Return the circumstances of the next command: who sends it, under a key of this play."""
        self._sent += 1
        request = msgspec.json.encode(command)
        return Context(
            actor=command.actor.person,
            on_behalf_of=command.actor.organisation,
            authentication=METHOD,
            correlation_id=self._deal,
            idempotency_key=f"{self._deal}:{self._sent}",
            request=hashlib.sha256(request).digest(),
        )
