"""Whom a fair has for witnesses, and receipts and evidence of each of its logs by that."""

from __future__ import annotations

from threading import Lock
from uuid import UUID

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.evidence.building import Evidence, Evidences
from ledger.evidence.entitled import Entitled
from ledger.proof.policy import Policy
from ledger.receipts import Receipts
from ledger.rows import LAST_POSITION
from ledger.witnessed import NOBODY


class Witnessing:
    """Receipts and evidence of every log. For any thread."""

    def __init__(self, policy: Policy = NOBODY) -> None:
        """``policy`` says who witnesses the logs, and how many must have."""
        self._policy = policy
        self._lock = Lock()
        self._receipts: dict[UUID, Receipts] = {}
        self._evidences: dict[UUID, Evidences] = {}

    @property
    def policy(self) -> Policy:
        """Who is to witness, and how many must have."""
        return self._policy

    @property
    def has_witnesses(self) -> bool:
        """Whether anybody outside is to see anything."""
        return self._policy.fewest > 0

    def of(self, book: Book) -> Receipts:
        """Return the receipts of a log."""
        log_id = book.published.log_id
        with self._lock:
            if log_id not in self._receipts:
                self._receipts[log_id] = Receipts(log_id, book.rows, self._policy)
            return self._receipts[log_id]

    def has_seen(self, book: Book, position: int) -> bool:
        """Return whether enough have seen a log up to a position; True where nobody is to."""
        if not self.has_witnesses or not position:
            return True
        return self.of(book).witnessed.newest(position) is not None

    def evidence(
        self, book: Book, stream: UUID, entitled: Entitled, until: int = LAST_POSITION
    ) -> Evidence | None:
        """Return a stream's evidence by a head that witnesses have seen, or else by the newest.

        Nothing while no signed head covers it.

        Raises:
            LedgerError: as `Evidences.of`.
        """
        evidences = self.evidences(book)
        for witnessed in (True, False) if self.has_witnesses else (False,):
            try:
                return evidences.of(stream, entitled, witnessed=witnessed, until=until)
            except LedgerError as failed:
                if failed.code != "evidence_pending":
                    raise
        return None

    def evidences(self, book: Book) -> Evidences:
        """Return what makes the evidence of the streams of a log; each is cheaper than the last."""
        log_id = book.published.log_id
        with self._lock:
            if log_id not in self._evidences:
                keys = [witness.key for witness in self._policy.witnesses]
                self._evidences[log_id] = Evidences(log_id, book.rows, book.published, keys)
            return self._evidences[log_id]
