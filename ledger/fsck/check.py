"""Checking one log: its rows, its tree, and what was signed of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ledger.errors import LedgerError
from ledger.fsck.fault import Fault
from ledger.fsck.log import check_log
from ledger.fsck.signed import check_signed, newest_signed
from ledger.processes import Opening
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.vkey import VerifierKey
from ledger.published import Published

NOT_SIGNED = {"note_malformed", "note_unsigned", "signature_invalid", "checkpoint_malformed"}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of one log: how many events, the newest head that was signed, and faults."""

    events: int
    signed: Checkpoint | None
    faults: tuple[Fault, ...]


def fsck(
    opening: Opening,
    key: VerifierKey | None = None,
    processes: int = 2,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Report:
    """Hash everything that is stored of a log anew, and compare.

    ``opening`` gives its book to each process. Without the log's ``key``, see `newest_signed`.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``, ``process_lost``, ``key_malformed``.
    """
    faults: list[Fault] = []
    with opening() as book:
        # the head first: the log goes on meanwhile, and must have at least as many events
        signed = _signed(book.published, key, faults)
        through, tips = book.rows.tips()
    log = check_log(opening, through, tips, processes, progress)
    if signed is not None:
        with opening() as book:
            faults += check_signed(log, book.published, signed)
    return Report(events=log.events, signed=signed, faults=(*log.faults, *faults))


def _signed(
    published: Published, key: VerifierKey | None, faults: list[Fault]
) -> Checkpoint | None:
    try:
        return newest_signed(published, key)
    except LedgerError as wrong:
        if wrong.code not in NOT_SIGNED:
            raise
        faults.append(Fault(check="checkpoint", expected="signed by the log", actual=wrong.code))
    return None
