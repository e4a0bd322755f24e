"""Receipts, as requests get them; and what is done when there can be none, ever."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from starlette.concurrency import run_in_threadpool

from api.accounts.accounts import Accounts
from api.http.asked import Asked
from api.receipts.standing import HowWitnessed, how_witnessed
from api.receipts.step import Receipt, receipt_of
from api.receipts.watch import Watch
from api.receipts.witnessing import Witnessing
from api.refusals import ApiError
from api.storage.alarms import put_alarm
from api.storage.receipts import note_handed
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.receipts import ALARMS, Claim
from ledger.recorded import Answer, Recorded

RETRY_SECONDS: Final = 2
"""When to come back for a receipt that is pending."""


async def handed_over(asked: Asked, book: Book, answer: Answer) -> Receipt | None:
    """Return the receipt of what a command came to, see `receipt_of`; noted, so that none follows.

    Raises:
        LedgerError: as `receipt_of`.
    """
    watch = asked.site.find(Watch)
    if watch is None:
        return None
    try:
        receipt = await receipt_of(watch, book, answer)
    except LedgerError as alarm:
        await run_in_threadpool(note_alarm, asked, book, alarm)
        raise
    if receipt is not None and receipt.witnessed:
        await run_in_threadpool(_note_handed, asked, book, receipt.position)
    return receipt


def witnessed_as(asked: Asked, book: Book, recorded: Sequence[Recorded]) -> Sequence[HowWitnessed]:
    """Return how some events are witnessed, see `how_witnessed`.

    Raises:
        LedgerError: as `how_witnessed`.
    """
    try:
        return how_witnessed(asked.site.find(Witnessing), book, recorded)
    except LedgerError as alarm:
        note_alarm(asked, book, alarm)
        raise


def made_receipt(asked: Asked, book: Book, recorded: Recorded) -> bytes:
    """Return the receipt of an event, by the newest head that enough have seen.

    Raises:
        ApiError: ``receipt_pending``: come back.
        LedgerError: as `Receipts.receipt`.
    """
    receipts = asked.site.the(Witnessing).of(book)
    try:
        tree = receipts.newest(recorded.position)
        if tree is None:
            raise ApiError("receipt_pending", position=recorded.position, retry_after=RETRY_SECONDS)
        return receipts.receipt(tree, Claim(recorded.position, recorded.leaf_hash))
    except LedgerError as alarm:
        note_alarm(asked, book, alarm)
        raise


def note_alarm(asked: Asked, book: Book, alarm: LedgerError) -> None:
    """Record nothing more in a log by this process, and tell those who operate it why.

    What is no alarm is passed over.
    """
    if alarm.code not in ALARMS:
        return
    book.halt(alarm)
    accounts = asked.site.find(Accounts)
    if accounts is not None:
        with suppress(LedgerError), accounts.operations.transaction() as connection:
            put_alarm(connection, book.published.log_id, alarm, asked.at)


def _note_handed(asked: Asked, book: Book, position: int) -> None:
    """Note that a receipt was handed over; where that can not be noted, it comes again by mail."""
    accounts = asked.site.find(Accounts)
    if accounts is not None:
        with suppress(LedgerError), accounts.operations.transaction() as connection:
            note_handed(connection, book.published.log_id, position, asked.at)
