"""Holds and erasures at the machine itself, for somebody of the registry who is named.

Who sits there is not asked for a password: whoever runs the machine has its keys. The record says
``console`` where it says elsewhere how somebody showed who they are.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from aggregates.log.erasing.events import ErasureGround, HoldGround, Subject
from aggregates.log.erasing.place_hold import PlaceHold, place_hold
from aggregates.log.erasing.propose_erasure import ProposeErasure, propose_erasure
from aggregates.log.erasing.release_hold import ReleaseHold, release_hold
from aggregates.log.erasing.state import Erasing
from aggregates.log.erasing.withdraw_erasure import WithdrawErasure, withdraw_erasure
from aggregates.person import PERSON
from aggregates.vocabulary import Actor, PersonId, Role
from api import ids
from api.contracts.prepared import Prepared
from api.erasing.preparing import (
    SAID,
    prepare_deal,
    prepare_documents,
    prepare_person,
    require_there,
)
from api.erasing.sweeping import Sweeping
from api.installation import Installation
from api.refusals import ApiError
from ledger.book import Book
from ledger.context import Context
from ledger.recorded import Answer
from ledger.sources import One

REGISTRY = "registry"
"""What the registry's log is called; every other is called as its edition."""


class Console:
    """One log, and who acts there."""

    def __init__(self, installation: Installation, log: str, at: datetime) -> None:
        """Find the log.

        Raises:
            ApiError: ``edition_unlisted``.
        """
        registry = installation.identity.registry_log
        if log != REGISTRY and log not in installation.editions():
            raise ApiError("edition_unlisted", edition=log)
        self._installation = installation
        self.log_id = registry if log == REGISTRY else UUID(log)
        self.book: Book = installation.registry if log == REGISTRY else installation.edition(log)
        self._at = at

    @property
    def said(self) -> Erasing:
        """What the log says of retention, holds and erasures."""
        return self.book.state(SAID).erasing

    def actor(self, person: PersonId) -> Actor:
        """Return somebody in their office at the registry.

        Raises:
            ApiError: ``not_permitted`` for who holds none.
        """
        for post in self._installation.registry.state(One(PERSON, person)).posts:
            if Role.REGISTRY in post.roles:
                return Actor(person=person, organisation=post.organisation, role=Role.REGISTRY)
        raise ApiError("not_permitted")

    def place(
        self, actor: Actor, subject: Subject, identifier: str, ground: HoldGround, reference: str
    ) -> Answer:
        """Place a hold.

        Raises:
            ApiError, RuleError: as `require_there`, and as the rules.
        """
        self._require_there(subject, identifier)
        command = PlaceHold(
            actor=actor,
            at=self._at,
            hold=ids.new_id(self._at),
            subject=subject,
            id=identifier,
            ground=ground,
            reference=reference,
        )
        return self.sent(Prepared(streams=SAID, decision=place_hold, command=command))

    def release(self, actor: Actor, hold: str, reference: str) -> Answer:
        """Release a hold."""
        command = ReleaseHold(actor=actor, at=self._at, hold=hold, reference=reference)
        return self.sent(Prepared(streams=SAID, decision=release_hold, command=command))

    def propose(
        self, actor: Actor, subject: Subject, identifier: str, ground: ErasureGround, reference: str
    ) -> Answer:
        """Propose an erasure.

        Raises:
            ApiError, RuleError: as `require_there`, and as the rules.
        """
        self._require_there(subject, identifier)
        command = ProposeErasure(
            actor=actor,
            at=self._at,
            erasure=ids.new_id(self._at),
            subject=subject,
            id=identifier,
            ground=ground,
            reference=reference,
        )
        return self.sent(Prepared(streams=SAID, decision=propose_erasure, command=command))

    def withdraw(self, actor: Actor, erasure: str) -> Answer:
        """Take a proposal back."""
        command = WithdrawErasure(actor=actor, at=self._at, erasure=erasure)
        return self.sent(Prepared(streams=SAID, decision=withdraw_erasure, command=command))

    def carry_out(self, actor: Actor, erasure: str, sweeping: Sweeping) -> Answer:
        """Carry out what another proposed: record it, destroy the keys, sweep.

        Raises:
            ApiError: ``erasure_unlisted``, and as `require_there`.
            RuleError: as the rules of what is erased.
        """
        answer = self.sent(self._prepared(actor, erasure))
        sweeping.of_log(self.log_id, self.book)
        return answer

    def _prepared(self, actor: Actor, erasure: str) -> Prepared:
        proposal = self.said.proposals.get(erasure)
        if proposal is None:
            raise ApiError("erasure_unlisted", erasure=erasure)
        self._require_there(proposal.subject, proposal.id)
        match proposal.subject:
            case Subject.DEAL:
                return prepare_deal(self.book, self.log_id, proposal.id, erasure, actor, self._at)
            case Subject.PERSON:
                return prepare_person(self.book, proposal.id, erasure, actor, self._at)
            case Subject.DOCUMENTS:
                return prepare_documents(self.book, proposal.id, erasure, actor, self._at)

    def _require_there(self, subject: Subject, identifier: str) -> None:
        require_there(self.book, self._installation.identity.registry_log, subject, identifier)

    def sent(self, prepared: Prepared) -> Answer:
        """Send a command."""
        actor = prepared.command.actor
        context = Context(
            actor=actor.person,
            on_behalf_of=actor.organisation,
            authentication="console",
            correlation_id=ids.new_id(self._at),
            idempotency_key=ids.new_id(self._at),
            request=msgspec.json.encode(prepared.command),
        )
        return prepared.carried_out(self.book, context)
