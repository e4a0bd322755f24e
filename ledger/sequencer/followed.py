"""One log as a leader has it: found whole and followed, or halted until it is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from time import monotonic
from typing import Final
from uuid import UUID

import msgspec

from ledger.application import LogSettings
from ledger.errors import LedgerError
from ledger.keys.requests import RequestKeys
from ledger.proof.policy import Witness
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.growing import Growing
from ledger.sequencer.halts import free, halt
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.remembered import Remembered
from ledger.sequencer.renewing import renew
from ledger.sequencer.saying import Saying
from ledger.sequencer.sequencing import Sequencing
from ledger.sequencer.session import Session
from ledger.sequencer.standing import stand
from ledger.sequencer.trees import Trees
from ledger.sequencer.turns import Enough, any_is_enough

RETRY_SECONDS: Final = 2.0
READERS: Final = 4


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What a sequencer works with. ``dsn`` logs in as its own role. Never printed."""

    dsn: str
    keys: LogKeys
    witnesses: tuple[Witness, ...] = ()
    is_enough: Enough = any_is_enough
    software: str
    new_id: Callable[[], str]
    clock: Callable[[], datetime]

    def __repr__(self) -> str:
        """Return no secret."""
        return "Office()"


def saying_of(office: Office, log_id: UUID) -> Saying:
    """Return the log's own stream, to be read and said on; it is the caller's to close."""
    return Saying(
        LogSettings(dsn=office.dsn, log_id=log_id, readers=READERS),
        RequestKeys(office.keys.requests()),
        software=office.software,
        new_id=office.new_id,
        clock=office.clock,
    )


class Followed:
    """One log, for one lead."""

    def __init__(
        self,
        office: Office,
        session: Session,
        log_id: UUID,
        cosigning: Cosigning,
        trouble: Callable[[LedgerError], None],
    ) -> None:
        self._office = office
        self._cosigning = cosigning
        self._session = session
        self._log_id = log_id
        self._trouble = trouble
        self._trees = Trees(log_id, session)
        self._open = ExitStack()
        self._sequencing: Sequencing | None = None
        self._again = 0.0
        self._told = ""

    def step(self, head: int | None = None) -> int:
        """Sign what is new; return how many events that were, what was said of the log included.

        ``head`` is how far the log is known to be: where nothing is new, nothing is asked.

        Raises:
            LedgerError: ``unavailable``: the lead is lost.
        """
        if monotonic() < self._again:
            return 0
        try:
            if self._sequencing is None:
                self._sequencing = self._begun()
                free(self._session, self._log_id)
                self._told = ""
            elif head is not None and not self._sequencing.is_due(head):
                return 0
            return self._sequencing.step()
        except LedgerError as failed:
            self._halted(failed)
            return 0

    def close(self) -> None:
        """Give all connections back."""
        self._open.close()

    def _begun(self) -> Sequencing:
        """Return the log, found whole; its first tree begins here."""
        keys, log_id, trees = self._office.keys, self._log_id, self._trees
        if not trees.origins():
            trees.begin(keys.signer(log_id, 1, keys.origin(log_id, 1)).verifier)
        *before, origin = trees.origins()
        signer = keys.known(log_id, origin)
        remembered = Remembered(keys.note_file(log_id), keys.verifiers(log_id))
        saying = self._open.enter_context(closing(saying_of(self._office, log_id)))
        if before and trees.last(origin) is None:
            renew(log_id, saying.rows, trees, signer, remembered)
        standing = stand(log_id, saying.rows, trees, signer.verifier, remembered.read())
        growing = Growing(standing, saying.rows, trees, signer, remembered)
        return Sequencing(standing, growing, saying, self._cosigning)

    def _halted(self, failed: LedgerError) -> None:
        """Give up what is in memory, say so, and look again later.

        Raises:
            LedgerError: ``unavailable``.
        """
        self._sequencing = None
        self._open.close()
        if failed.code == "unavailable":
            raise failed
        if str(failed) != self._told:  # said once, and then again when it is another alarm
            self._trouble(failed)
            self._told = str(failed)
        halt(self._session, self._log_id, failed)
        self._again = monotonic() + RETRY_SECONDS
