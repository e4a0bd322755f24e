"""The system actor: what happens to a deal when its clocks have run out.

The read models say which clocks run until when; the rules say whether one has run out, and they
alone decide. So a task that comes late, twice or wrongly does no harm.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from aggregates.deal import DEAL
from aggregates.deal.parties.events import Clock
from aggregates.deal.parties.expire_deal import ExpireDeal, expire_deal
from aggregates.deal.signing.expire_signing import ExpireSigning, expire_signing
from aggregates.deal.terms.expire_offer import ExpireOffer, expire_offer
from aggregates.errors import RuleError
from aggregates.vocabulary import SYSTEM, Actor, Role
from api.clock import Clock as Tell
from api.installation import Installation
from api.storage.operations import Operations
from api.storage.plays import may_end_clocks
from api.storage.tasks import Claim, Task, claim_tasks, finish_task, put_off_task
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.recorded import Answer
from ledger.sources import One

AT_ONCE: Final = 20
CLAIMED_FOR: Final = timedelta(minutes=2)
AGAIN_AFTER: Final = timedelta(seconds=5)
NOT_YET: Final = frozenset({"not_due", "suspended", "waiting_on_authority"})
"""Refusals after which the same task may be due later, should nobody set the clock anew."""

THE_SYSTEM: Final = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)


class Deadlines:
    """Carries out the deadlines that are due."""

    name = "deadlines"

    def __init__(
        self, installation: Installation, operations: Operations, worker: str, clock: Tell
    ) -> None:
        self._installation = installation
        self._operations = operations
        self._worker = worker
        self._clock = clock

    def round(self) -> bool:
        """Carry out what is due now; nothing while a play is put into the ledger.

        Raises:
            LedgerError: ``unavailable`` when the tasks can not be reached.
        """
        at = self._clock()
        claim = Claim(worker=self._worker, at=at, until=at + CLAIMED_FOR, most=AT_ONCE)
        with self._operations.transaction() as connection:
            free = may_end_clocks(connection)
            tasks = claim_tasks(connection, "deadline", claim) if free else []
        for task in tasks:
            self._carry_out(task)
        return len(tasks) == AT_ONCE

    def _carry_out(self, task: Task) -> None:
        try:
            self._expire(task)
            refused = ""
        except (RuleError, LedgerError) as wrong:
            refused = wrong.code
            if isinstance(wrong, LedgerError) or refused in NOT_YET:
                self._put_off(task, refused)
                return
        with self._operations.transaction() as connection:
            finish_task(connection, task, self._worker, self._clock(), refused)

    def _put_off(self, task: Task, code: str) -> None:
        wait = AGAIN_AFTER * min(task.attempts, 60)
        with self._operations.transaction() as connection:
            put_off_task(connection, task, self._worker, self._clock() + wait, code)

    def _expire(self, task: Task) -> Answer:
        """Send the command of the system; sent again for the same deadline, it happens once."""
        book = self._installation.edition(str(task.log_id))
        source, context, at = One(DEAL, task.facts["deal"]), _context(task), self._clock()
        match Clock(task.subject):
            case Clock.DEAL | Clock.INTENT as clock:
                closing = ExpireDeal(actor=THE_SYSTEM, at=at, clock=clock)
                return book.handle(source, expire_deal, closing, context)
            case Clock.OFFER:
                number, instrument = int(task.facts["number"]), task.facts["instrument"]
                ending = ExpireOffer(
                    actor=THE_SYSTEM, at=at, instrument=instrument, offer_no=number
                )
                return book.handle(source, expire_offer, ending, context)
            case Clock.SIGNING:
                instrument = task.facts["instrument"]
                voiding = ExpireSigning(actor=THE_SYSTEM, at=at, instrument=instrument)
                return book.handle(source, expire_signing, voiding, context)


def _context(task: Task) -> Context:
    named = f"{task.key} {task.due_at.isoformat()}".encode()
    return Context(
        actor=SYSTEM,
        authentication="system",
        correlation_id=task.facts["deal"],
        idempotency_key=f"deadline:{hashlib.sha256(named).hexdigest()}",
        request=named,
    )
