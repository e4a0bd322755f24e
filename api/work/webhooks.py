"""Sends messages to the endpoints of organisations: each at least once, or says that it gave up.

A message is claimed before it is sent: two workers do not send the same one. A worker that dies
between the answer and its note leaves a message that is sent once more, under the same id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import msgspec

from api.accounts.accounts import Accounts
from api.accounts.binding import is_bound
from api.accounts.security import Note, note
from api.accounts.vouching import administrators_in
from api.mail.notices import write_to
from api.refusals import ApiError
from api.storage.deliveries import (
    Attempt,
    Due,
    Outcome,
    claim_deliveries,
    end_delivery,
    is_seen,
    put_off_delivery,
)
from api.storage.operations import Transaction
from api.storage.tallies import tally
from api.storage.tasks import Claim
from api.storage.webhooks import (
    Because,
    disable_webhook,
    note_arrived,
    note_failing,
    webhook_of,
)
from api.webhooks.address import target_of
from api.webhooks.retrying import asked_wait, next_attempt
from api.webhooks.sending import UndeliveredError, Way, send
from api.webhooks.signing import Message, SigningKeys, Where, headers, signing_keys

AT_ONCE: Final = 16
CLAIMED_FOR: Final = timedelta(minutes=2)
"""Much longer than an attempt may take."""
DISABLED_AFTER: Final = timedelta(days=2)
"""An endpoint where nothing has arrived for so long is disabled with the next message given up."""
GONE: Final = 410
"""The status by which an endpoint says that it wants nothing more, ever."""


class Ended(msgspec.Struct, frozen=True):
    """How an attempt ended, and how long the receiver asks to wait before the next."""

    attempt: Attempt
    asked: timedelta = timedelta()


class Webhooks:
    """Sends what is due."""

    name = "webhooks"

    def __init__(self, accounts: Accounts, way: Way, worker: str) -> None:
        self._accounts = accounts
        self._way = way
        self._worker = worker

    def round(self) -> bool:
        """Send what is due now, several at the same time.

        Raises:
            LedgerError: ``unavailable``.
        """
        claimed = self._claimed()
        for due, ended in zip(claimed, asyncio.run(self._sent(claimed)), strict=True):
            with self._accounts.operations.transaction() as connection:
                self._note(connection, due, ended)
        return bool(claimed)

    def _claimed(self) -> list[Due]:
        """Return what is to be sent; what its receiver may see no longer is not.

        Nor is anything sent where the database says so and we have not.
        """
        at = self._accounts.clock()
        claim = Claim(worker=self._worker, at=at, until=at + CLAIMED_FOR, most=AT_ONCE)
        seen: list[Due] = []
        with self._accounts.operations.transaction() as connection:
            for due in claim_deliveries(connection, claim):
                if not is_bound(self._accounts.secrets, due.endpoint):
                    self._refuse(connection, due)
                elif is_seen(connection, due):
                    seen.append(due)
                else:
                    self._end(connection, due, "withheld", Attempt(reason="not_seen"))
        return seen

    async def _sent(self, claimed: Sequence[Due]) -> list[Ended]:
        return await asyncio.gather(*(self._attempt(due) for due in claimed))

    async def _attempt(self, due: Due) -> Ended:
        at, way = self._accounts.clock(), self._way
        message = message_of(due)
        try:
            target = target_of(due.url, insecure_loopback=way.insecure_loopback)
            head = headers(message, self._keys(due), at)
            answer = await send(target, head, message.body, way)
            return Ended(judged(answer.status), asked_wait(answer.retry_after, at))
        except ApiError as refused:
            return Ended(Attempt(reason=str(refused.facts.get("reason", refused.code))))
        except UndeliveredError as failed:
            return Ended(Attempt(reason=failed.reason))

    def _keys(self, due: Due) -> list[SigningKeys]:
        """Return the keys that count now: the newest first, and for a while those before it."""
        overlaps = due.previous_until is not None and self._accounts.clock() < due.previous_until
        numbers = (due.secret_number, due.secret_number - 1)[: 2 if overlaps else 1]
        return [signing_keys(self._accounts.secrets, due.webhook, number) for number in numbers]

    def _note(self, connection: Transaction, due: Due, ended: Ended) -> None:
        attempt = ended.attempt
        if not attempt.reason:
            if self._end(connection, due, "delivered", attempt):
                note_arrived(connection, due.webhook)
            return
        at = self._accounts.clock()
        again = None if attempt.status == GONE else next_attempt(due, at, ended.asked)
        if again is not None:
            if put_off_delivery(connection, due, self._worker, again, attempt):
                note_failing(connection, due.webhook, at)
                tally(connection, "delivery", "failed", attempt.reason)
        elif self._end(connection, due, "given_up", attempt):
            since = note_failing(connection, due.webhook, at)
            if attempt.status == GONE:
                self._disable(connection, due, "gone")
            elif since is not None and since <= at - DISABLED_AFTER:
                self._disable(connection, due, "failing")

    def _end(self, connection: Transaction, due: Due, outcome: Outcome, attempt: Attempt) -> bool:
        at = self._accounts.clock()
        if not end_delivery(connection, due, self._worker, at, (outcome, attempt)):
            return False
        tally(connection, "delivery", outcome, attempt.reason)
        return True

    def _refuse(self, connection: Transaction, due: Due) -> None:
        """Withhold a message from an endpoint that somebody has written past us, and tell of it."""
        self._end(connection, due, "withheld", Attempt(reason="altered"))
        self._disable(connection, due, "altered")

    def _disable(self, connection: Transaction, due: Due, because: Because) -> None:
        """Send nothing there any more, and tell who can do something about it."""
        if not disable_webhook(connection, due.webhook, self._accounts.clock(), because):
            return
        found = webhook_of(connection, due.organisation, due.webhook)
        people = set(administrators_in(connection, self._accounts, due.organisation))
        if because == "altered":
            facts = {"webhook": due.webhook}
            entry = Note(
                what="webhook_altered", person="", organisation=due.organisation, facts=facts
            )
            note(connection, self._accounts, entry)
        elif found is not None:
            people.add(found.created_by)
        for person in sorted(people):
            write_to(connection, self._accounts, person, "webhook_disabled", "/settings/webhooks")


def judged(status: int) -> Attempt:
    """Return how an attempt ended that was answered: a redirect is not followed, so it failed."""
    if 200 <= status < 300:
        return Attempt(status=status)
    return Attempt(status=status, reason="redirect" if 300 <= status < 400 else "status")


def message_of(due: Due) -> Message:
    """Return the message that is sent, the same in every attempt."""
    where = Where(log=due.log_id, position=due.position, deal=due.deal)
    return Message(id=due.message, type=due.type, timestamp=due.at, data=where)
