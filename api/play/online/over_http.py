"""A venue at an API: each command is sent by its actor, in a session of their own.

The deal is folded from the history that the API shows to whose turn it is; who may not read it goes
by what was told before. Events are told from the log itself, at the positions of the API's answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import reduce
from hashlib import sha256
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.signing.attest import Attest
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import SYSTEM, Actor, Command, Event, Kind, PersonId, Sha256, Tier
from api.client import schemas
from api.client.answers import ProblemError
from api.contracts.prepare_letter import Letter
from api.contracts.prepare_opening import Wanted
from api.contracts.prepared import Decision, Streams
from api.contracts.signature import Consenting
from api.play.cast import Cast
from api.play.online.fair import Fair
from api.play.online.handing_in import NAMES_FILES, hand_in
from api.play.online.refusals import refusal
from api.play.online.requests import (
    NOTHING_SEEN,
    Facts,
    Request,
    consent,
    facts_of,
    newcomer,
    opening,
    request,
    sending,
    shown_for,
)
from api.play.online.visitor import ATTEMPTS, Presence, Visitor
from api.play.venue import LogName, Newcomer
from api.refusals import ApiError
from ledger.drafting import Blob
from ledger.recorded import Answer, Recorded

T = TypeVar("T")

PAGE: Final = 200
"""Events of a history that are asked for at once."""
_NOT_FOR_THEM: Final = frozenset({"deal_unknown", "not_permitted"})


class OverHttp:
    """The API of one fair."""

    def __init__(self, fair: Fair, who: Cast) -> None:
        self._fair = fair
        self._cast = who
        self._reader: Visitor | None = None
        self._deal = self._before = Deal()
        self._seen = self._told_to = self._version = self._sent = 0

    def turn(self, at: datetime, actor: Actor) -> None:
        """Let it be ``actor``'s turn."""
        if actor.person == SYSTEM:
            # read first: the worker may act as soon as the clock is set
            self._before, self._told_to = self.deal(), self._seen
            self._fair.set(at)
        else:
            self._fair.set(at)
            self._reader = self._fair.visitor(actor.person)

    def deal(self) -> Deal:
        """Return the deal, by all that the API has told."""
        while self._reader is not None and self._version:
            part = self._more(self._reader)
            if part is None:
                return self._as_invited(self._reader)
            events = [msgspec.convert(one.event, DealEvent) for one in part.items]
            self._deal = reduce(evolve, events, self._deal)
            self._seen = max([self._seen, *(one.position for one in part.items)])
            self._version = part.version
            if not part.more:
                break
        return self._deal

    def handle(
        self,
        log: LogName,
        streams: Streams,
        decision: Decision,
        command: Command,
        blobs: Sequence[Blob] = (),
    ) -> Answer:
        """Ask for it over HTTP."""
        self._fair.set(command.at)
        if command.actor.person == SYSTEM:
            return self._by_system(decision, command)
        if decision.__name__ in NAMES_FILES:
            self._told(lambda: hand_in(self._fair.visitor, command.actor, self._cast.deal, blobs))
        facts = facts_of(command, streams)
        if decision.__name__ == "register_organisation" and self._fair.is_founder(
            str(facts["organisation"])
        ):
            return _answer(self._fair.founding())
        return self._asked(log, decision.__name__, facts, command.actor, command.at)

    def found(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """The operator has registered them already."""
        del person, actor, at
        return Answer()

    def register(self, person: Newcomer, actor: Actor, at: datetime) -> Answer:
        """Register somebody."""
        return self._asked("registry", "register_person", newcomer(person), actor, at)

    def invite(self, person: Newcomer, actor: Actor) -> None:
        """Invite somebody, and have them make their account."""
        visitor = self._fair.visitor(actor.person)
        self._told(lambda: visitor.acts_as(actor))
        self._fair.invite(person, visitor)

    def open_signing(self, instrument: Instrument, wanted: Wanted, actor: Actor) -> Answer:
        """Ask for the opening of a signing."""
        facts = opening(instrument, wanted)
        return self._asked("edition", "open_signing", facts, actor, wanted.at)

    def submit_intent(self, letter: Letter, who: Consenting, actor: Actor) -> Answer:
        """Send a letter of intent."""
        return self._asked("edition", "submit_intent", sending(letter, who), actor, who.at)

    def accept_intent(self, letter: Instrument, who: Consenting, actor: Actor) -> Answer:
        """Accept a letter of intent."""
        return self._asked("edition", "accept_intent", consent(letter, who), actor, who.at)

    def sign(self, instrument: Instrument, field: str, who: Consenting, actor: Actor) -> Answer:
        """Sign under a mandate."""
        return self._asked("edition", "sign", consent(instrument, who, field), actor, who.at)

    def attest(
        self,
        instrument: Instrument,
        field: str,
        who: Consenting,
        actor: Actor,
        decision: Callable[[Deal, Attest], Sequence[Event]],
    ) -> Answer:
        """Sign for an office."""
        facts = consent(instrument, who, field)
        return self._asked("edition", decision.__name__, facts, actor, who.at)

    def seal(self, instrument: Instrument, at: datetime, actor: Actor) -> Answer:
        """Seal the newest revision."""
        newest = instrument.signing.pdf_sha256 if instrument.signing else NOTHING_SEEN
        facts: Facts = {"instrument": instrument.id, "pdf_sha256": newest}
        return self._asked("edition", "seal_agreement", facts, actor, at)

    def read(self, actor: Actor, digest: Sha256) -> bytes:
        """Return a file of the deal as ``actor`` reads it, in the post that is named there.

        Raises:
            ApiError: ``document_other``.
        """
        self._told(lambda: self._fair.visitor(actor.person).acts_as(actor))
        return self.document(actor.person, digest)

    def document(self, person: PersonId, digest: Sha256) -> bytes:
        """Return a file of the deal as somebody reads it; it is the one of this digest.

        Raises:
            ApiError: ``document_other``.
        """
        visitor = self._fair.visitor(person)
        content = self._told(
            lambda: visitor.ask(lambda: visitor.client.read_document(self._cast.deal, digest)).value
        )
        if sha256(content).hexdigest() != digest:
            raise ApiError("document_other", sha256=digest)
        return content

    def _asked(self, log: LogName, name: str, facts: Facts, actor: Actor, at: datetime) -> Answer:
        self._fair.set(at)
        visitor = self._fair.visitor(actor.person)
        self._told(lambda: visitor.acts_as(actor))
        places = {"deal": self._cast.deal, "edition": self._cast.edition}
        named = {key: value for key, value in facts.items() if isinstance(value, str)}
        wanted = request(name, {**named, **places}, facts)
        self._sent += 1
        outcome = self._outcome(visitor, wanted, shown_for(name, facts))
        if wanted.path.startswith("/api/v1/deals/") or name == "open_deal":
            self._version = outcome.version
        return _answer(self._fair.recorded(log, outcome.positions))

    def _outcome(
        self, visitor: Visitor, wanted: Request, shown: Sha256 | None
    ) -> schemas.CommandOutcome:
        """Send a command on what is there; when it was overtaken, on what is there then."""
        if shown:
            self.document(visitor.person, shown)
        key = f"{self._cast.deal}:{self._sent}"
        for _ in range(ATTEMPTS):
            version = self._version_of(visitor, wanted)
            try:
                return visitor.command(
                    wanted.name,
                    wanted.path,
                    wanted.body,
                    key=key,
                    if_match=version,
                    shown=_presence(wanted.body, self._cast.deal, shown),
                ).value
            except ProblemError as problem:
                if problem.code != "stale":
                    raise refusal(problem) from problem
                self._version = self._version_at(visitor, wanted) or self._version
        raise ApiError("server_lost")

    def _version_of(self, visitor: Visitor, wanted: Request) -> int | None:
        """Return the version of what a command is about: of the deal, or of what the API reads."""
        about = wanted.path.rpartition("/")[0]
        if about == f"/api/v1/deals/{self._cast.deal}":
            return self._version
        return self._version_at(visitor, wanted)

    def _version_at(self, visitor: Visitor, wanted: Request) -> int | None:
        about = wanted.path.rpartition("/")[0]
        try:
            return visitor.ask(lambda: visitor.client.sent("GET", about, dict[str, object])).version
        except ProblemError:
            return None

    def _more(self, reader: Visitor) -> schemas.History | None:
        """Return what follows in the deal's history; nothing to who may not read it."""
        reader.be_in()
        client, deal = reader.client, self._cast.deal
        try:
            return reader.ask(lambda: client.read_history(deal, after=self._seen, limit=PAGE)).value
        except ProblemError as problem:
            if problem.code in _NOT_FOR_THEM:
                return None
            raise refusal(problem) from problem

    def _as_invited(self, reader: Visitor) -> Deal:
        """Return the deal as it was told before, with what is shown to who is asked to join it."""
        shown = self._told(lambda: reader.ask(lambda: reader.client.read_deal(self._cast.deal)))
        instruments = dict(self._deal.instruments)
        for one in shown.value.instruments:
            known = instruments.get(one.id) or Instrument(
                id=one.id, kind=Kind(one.kind.value), tier=Tier(one.tier.value)
            )
            instruments[one.id] = replace(known, executed_sha256=one.executed_sha256)
        session = self._told(lambda: reader.ask(reader.client.read_session)).value.session
        invited = {shown.value.invitation: session.organisation}
        parties = replace(self._deal.parties, invitations=invited)
        return replace(self._deal, instruments=instruments, parties=parties)

    def _by_system(self, decision: Decision, command: Command) -> Answer:
        """Wait for what the fair does by itself; nobody can ask it to.

        Raises:
            RuleError: what the rules say to it where it is not to do it.
        """
        if not decision(self._before, command):
            return Answer()
        found = self._fair.wait_for_system(self._told_to)
        self._version += len(found)
        return _answer(found)

    def _told(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except ProblemError as problem:
            raise refusal(problem) from problem


def _answer(recorded: Sequence[Recorded]) -> Answer:
    return Answer(
        positions=tuple(one.position for one in recorded),
        versions=tuple(one.version for one in recorded),
        events=tuple(one.event for one in recorded),
    )


def _presence(body: object, deal: str, document_sha256: Sha256 | None) -> Presence | None:
    """Return for what presence is shown: the seat is the one whose field the body names."""
    if document_sha256 is None:
        return None
    return Presence(document_sha256=document_sha256, deal=deal, seat=getattr(body, "field", ""))
