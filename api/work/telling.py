"""Tells of what happened whoever is to know: the endpoints that want it, the people it asks.

A task becomes messages in the one transaction that finishes it: none is lost, and none twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from aggregates.deal import DEAL
from aggregates.deal.binding import BINDING_NAMES
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from api.accounts.accounts import Accounts
from api.installation import Installation
from api.mail.messages import Kind
from api.mail.notices import write_to
from api.receipts.follow import HANDED_BY, ends_step
from api.refusals import ApiError
from api.storage.asking import Asked, asked_by, note_told
from api.storage.deliveries import tell_of
from api.storage.operations import Transaction
from api.storage.receipts import let_follow
from api.storage.tallies import tally
from api.storage.tasks import (
    Claim,
    Task,
    claim_tasks,
    finish_others,
    finish_task,
    give_up_task,
    put_off_task,
)
from api.storage.webhooks import kinds_wanted
from ledger.errors import LedgerError
from ledger.sources import One

AT_ONCE: Final = 200
CLAIMED_FOR: Final = timedelta(minutes=2)
AGAIN_AFTER: Final = timedelta(seconds=5)
TRIES_MAX: Final = 50
"""How often a task is tried that fails by itself; the last time is hours after the first."""

_SIGN = frozenset({"accept_intent", "sign", "witness", "notarise", "official_sign"})
ASKING: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "deal.party_invited.v1": frozenset({"join_deal"}),
        "deal.approval_requested.v1": frozenset({"grant_approval"}),
        "deal.clause_translated.v1": frozenset({"certify_translation"}),
        **dict.fromkeys(
            (
                "deal.intent_submitted.v1",
                "deal.signing_opened.v1",
                "deal.signatory_replaced.v1",
                "deal.signature_applied.v1",
                "deal.witnessed.v1",
                "deal.notarised.v1",
            ),
            _SIGN,
        ),
    }
)
"""After which events it may be somebody's turn, to do what."""
WRITTEN: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "join_deal": "deal_invited",
        "grant_approval": "approval_asked",
        "certify_translation": "translation_asked",
        **dict.fromkeys(_SIGN, "signature_asked"),
    }
)
"""What somebody is written whose turn it is."""


class Telling:
    """Makes messages of what happened."""

    name = "telling"

    def __init__(
        self,
        installation: Installation,
        accounts: Accounts,
        worker: str,
        *,
        witnessed: bool = False,
    ) -> None:
        """``witnessed``: outside witnesses see the logs, and receipts follow."""
        self._installation = installation
        self._accounts = accounts
        self._worker = worker
        self._binding = BINDING_NAMES if witnessed else frozenset[str]()

    def round(self) -> bool:
        """Make messages of the tasks that are there.

        Raises:
            LedgerError: ``unavailable`` when the tasks can not be reached.
        """
        at = self._accounts.clock()
        claim = Claim(worker=self._worker, at=at, until=at + CLAIMED_FOR, most=AT_ONCE)
        with self._accounts.operations.transaction() as connection:
            tasks = claim_tasks(connection, "delivery", claim)
            wanted = kinds_wanted(connection) | ASKING.keys() | self._binding
            others = [task for task in tasks if task.subject not in wanted]
            finish_others(connection, others, self._worker, at)
        for task in tasks:
            if task.subject in wanted:
                self._tell(task)
        return len(tasks) == AT_ONCE

    def _tell(self, task: Task) -> None:
        try:
            with self._accounts.operations.transaction() as connection:
                at = self._accounts.clock()
                if finish_task(connection, task, self._worker, at):
                    tell_of(connection, task, at)
                    self._write(connection, task)
                    self._let_receipt_follow(connection, task)
        except (ApiError, RuleError, LedgerError) as failed:
            self._put_off(task, failed.code)

    def _put_off(self, task: Task, code: str) -> None:
        at = self._accounts.clock()
        with self._accounts.operations.transaction() as connection:
            if task.attempts < TRIES_MAX:
                wait = AGAIN_AFTER * min(task.attempts**2, 720)
                put_off_task(connection, task, self._worker, at + wait, code)
            elif give_up_task(connection, task, self._worker, at, code):
                tally(connection, "told", "given_up", code)

    def _write(self, connection: Transaction, task: Task) -> None:
        """Write to whom the event asks to do something."""
        asked = asked_by(connection, task, ASKING.get(task.subject, frozenset()))
        if not asked:
            return
        book = self._installation.edition(str(task.log_id))
        deal: Deal = book.state(One(DEAL, asked[0].deal))
        for one in asked:
            if note_told(connection, key_of(one, deal), self._accounts.clock()):
                kind, path = WRITTEN[one.what], f"/deals/{one.deal}"
                told = write_to(connection, self._accounts, one.person, kind, path)
                tally(connection, "told", kind if told else "nobody")

    def _let_receipt_follow(self, connection: Transaction, task: Task) -> None:
        """Let the receipt of a binding step follow, unless it is handed over with the answer."""
        if task.subject not in self._binding:
            return
        book = self._installation.edition(str(task.log_id))
        if ends_step(book, task.position):
            let_follow(connection, task.log_id, task.position, self._accounts.clock() + HANDED_BY)


def key_of(asked: Asked, deal: Deal) -> str:
    """Return what somebody is asked for, so that they are asked once and not after each event.

    Signing opened anew, and a translation of another offer, is something else.
    """
    instrument = deal.instruments.get(asked.instrument)
    time = ""
    if instrument is not None and asked.what in _SIGN and instrument.signing is not None:
        time = instrument.signing.id
    elif instrument is not None and instrument.matrix.offer is not None:
        time = str(instrument.matrix.offer.number)
    parts = asked.person, asked.what, asked.deal, asked.instrument, asked.subject, time
    return "/".join(("asked", *parts))
