"""Receipts that follow by e-mail: where the answer could not wait, or never came."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aggregates.deal.binding import BINDING
from api.accounts.accounts import Accounts
from api.mail.messages import Enclosed
from api.mail.notices import write_to
from api.moments import second
from api.receipts.witnessing import Witnessing
from api.storage.alarms import put_alarm
from api.storage.operations import Transaction
from api.storage.receipts import Due, note_mailed, put_off
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.instants import instant_of
from ledger.receipts import ALARMS, Claim
from ledger.recorded import Erased, Recorded

HANDED_BY: Final = timedelta(seconds=15)
"""So long after an event its answer may still hand the receipt over."""
AGAIN_AFTER: Final = timedelta(seconds=5)
AGAIN_AT_MOST: Final = timedelta(hours=1)
TRIES_MAX: Final = 1_000
"""How often a receipt is looked for; the last time is weeks after the first."""
_SPAN: Final = 1_000


def ends_step(book: Book, position: int) -> bool:
    """Return whether the binding event at a position is the last one of its command.

    Raises:
        LedgerError: as `Book.read`.
    """
    events = book.read(position - 1, _SPAN)
    command = _command(events[0])
    for one in events[1:]:
        if _command(one) != command:
            return True
        if isinstance(one, Recorded) and type(one.event) in BINDING:
            return False
    return True


def follow(
    connection: Transaction, accounts: Accounts, witnessing: Witnessing, book: Book, due: Due
) -> bool:
    """Write to who took a step, if there is a receipt by now; return whether they are written to.

    In one transaction with the note of it: it goes once. What is an alarm is kept as one.

    Raises:
        LedgerError: ``unavailable``.
    """
    at = accounts.clock()
    try:
        recorded, proof = _receipt(witnessing, book, due)
    except LedgerError as failed:
        if failed.code == "unavailable":
            raise
        if failed.code in ALARMS:
            put_alarm(connection, due.log_id, failed, at)
        put_off(connection, due, None)
        return False
    if proof is None:
        wait = min(AGAIN_AFTER * 2 ** min(due.tries, 16), AGAIN_AT_MOST)
        put_off(connection, due, at + wait if due.tries < TRIES_MAX else None)
        return False
    note_mailed(connection, due, at)
    return write_to(
        connection,
        accounts,
        recorded.meta.actor,
        "receipt",
        "/deals",
        facts={"position": str(due.position), "at": second(instant_of(recorded.recorded_at))},
        enclosed=Enclosed(f"receipt-{due.position}.tlog-proof", proof.decode()),
    )


def _receipt(witnessing: Witnessing, book: Book, due: Due) -> tuple[Recorded, bytes | None]:
    (recorded,) = book.read(due.position - 1, 1)
    if not isinstance(recorded, Recorded):
        raise LedgerError("key_destroyed", position=due.position)
    receipts = witnessing.of(book)
    tree = receipts.newest(due.position)
    if tree is None:
        return recorded, None
    return recorded, receipts.receipt(tree, Claim(due.position, recorded.leaf_hash))


def _command(one: Recorded | Erased) -> tuple[str, str]:
    return one.meta.actor, one.meta.idempotency_key
