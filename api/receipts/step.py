"""The receipt that a binding step is answered with, as soon as enough witnesses have seen it."""

from __future__ import annotations

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal.binding import BINDING
from api.receipts.watch import Watch
from api.receipts.witnesses import WitnessedBy, witnesses_of
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.receipts import ALARMS, Claim, Receipts
from ledger.recorded import Answer


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the party who took a binding step has in hand: keep ``proof`` as a ``.tlog-proof`` file.

    ``witnessed``: enough outside witnesses have seen the log with this event in it; ``witnesses``
    says who, at a head of ``size`` events. If not, the step stands all the same: it is recorded,
    and the receipt follows by e-mail, or by `read_receipt`. ``outside`` is false where the fair has
    no outside witness at all: then nothing is waited for, and nothing follows.
    """

    witnessed: bool
    outside: bool
    position: int
    version: int
    leaf_sha256: str
    size: int | None = None
    witnesses: tuple[WitnessedBy, ...] = ()
    proof: str | None = None


def claim_of(answer: Answer) -> tuple[Claim, int] | None:
    """Return what a receipt is to be of, with its version: the last event by which a step binds.

    Its leaf contains those of all events before it in the deal, the others of the step included.
    """
    steps = zip(answer.events, answer.positions, answer.versions, answer.leaf_hashes, strict=True)
    binding = [step for step in steps if type(step[0]) in BINDING]
    if not binding:
        return None
    _, position, version, leaf = binding[-1]
    return Claim(position, leaf), version


async def receipt_of(watch: Watch, book: Book, answer: Answer) -> Receipt | None:
    """Return the receipt of what a command came to; None if it binds nobody.

    Waits while nobody outside has seen it, for a bounded time, if there is anybody outside.

    Raises:
        LedgerError: one of `ALARMS`: what was signed is not what was recorded.
    """
    found = claim_of(answer)
    if found is None:
        return None
    claim, version = found
    receipts = watch.of(book)
    pending = Receipt(
        witnessed=False,
        outside=watch.has_witnesses,
        position=claim.position,
        version=version,
        leaf_sha256=claim.leaf.hex(),
    )
    if not watch.has_witnesses:
        return pending
    try:
        return await _witnessed(watch, receipts, claim, pending)
    except LedgerError as failed:
        if failed.code in ALARMS:
            raise
        return pending  # it is recorded, whatever keeps us from showing more


async def _witnessed(watch: Watch, receipts: Receipts, claim: Claim, pending: Receipt) -> Receipt:
    tree = await watch.covering(receipts, claim.position)
    if tree is None:
        await run_in_threadpool(receipts.require_unaltered, claim)
        return pending
    proof = await run_in_threadpool(receipts.receipt, tree, claim)
    return msgspec.structs.replace(
        pending,
        witnessed=True,
        size=tree.head.size,
        witnesses=witnesses_of(tree.head.cosigned),
        proof=proof.decode(),
    )
