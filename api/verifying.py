"""Verifying papers that strangers hand in: in a process apart, so many at once and no more.

Whatever a file is, it is judged or refused; it keeps nobody else waiting for long. What is held in
memory while files come in, how many wait to be judged, and what judging one may cost, is bounded.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from types import TracebackType
from typing import Final, Self

from aggregates.signing_sheet import SigningSheet
from aggregates.vocabulary import Sha256
from api.apart.bounds import Bounds
from api.installation import Installation
from api.judging_apart import BOUNDS, RETRY_SECONDS, judge
from api.recording import UNRECORDED, recorded
from api.refusals import ApiError
from api.revoking import revoked_in
from ledger.errors import LedgerError
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy
from signing.verify.case import Record
from signing.verify.pdf.file import MOST_OCTETS
from signing.verify.verdict import Verdict

PDF_BYTES: Final = MOST_OCTETS
"""How long a file may be: what is longer the verifier would not read."""
THREADS: Final = 2
WAITING: Final = 8
"""So many wait for a thread; who comes then is asked to come back."""
HELD_BYTES: Final = 8 * PDF_BYTES
"""How much of files that are coming in is held at once."""
SECONDS: Final = 30.0
"""How long a file may take to come in, and as long again to be judged, its turn included."""
TRUSTED_FOR: Final = timedelta(minutes=1)
"""For how long a list of revoked certificates is used again."""


class Verifier:
    """Judges files against the registry of an installation and its ledger. For one event loop."""

    def __init__(self, installation: Installation, bounds: Bounds = BOUNDS) -> None:
        self._installation = installation
        self._judge = judge(THREADS, bounds)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="verifier")
        self._places = THREADS + WAITING
        self._held = 0
        self._trust: tuple[datetime, TrustPolicy] | None = None
        self._lock = Lock()

    async def taken_in(self, chunks: AsyncIterator[bytes]) -> bytes:
        """Return a file as it comes in.

        Raises:
            ApiError: ``verifier_busy`` if too many come in, or this one takes too long; and as
                ``chunks``.
        """
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(SECONDS):
                async for chunk in chunks:
                    self._held += len(chunk)
                    parts.append(chunk)
                    if self._held > HELD_BYTES:
                        raise _busy()
        except TimeoutError:
            raise _busy() from None
        finally:
            self._held -= sum(map(len, parts))
        return b"".join(parts)

    async def judged(self, pdf: bytes, at: datetime) -> Verdict:
        """Return the verdict on a file; the ledger has the last word.

        Raises:
            ApiError: ``verifier_busy``.
            LedgerError: as reading the ledger; no verdict is given.
        """
        if not self._places:
            raise _busy()
        self._places -= 1
        judging = asyncio.get_running_loop().run_in_executor(self._pool, self._judged, pdf, at)
        judging.add_done_callback(self._free)  # not before: the thread goes on, whoever waits
        try:
            return await asyncio.wait_for(asyncio.shield(judging), SECONDS)
        except TimeoutError:
            raise _busy() from None

    async def __aenter__(self) -> Self:
        """Begin; threads are made when they are needed."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._judge.close)

    def _free(self, judging: asyncio.Future[Verdict]) -> None:
        self._places += 1
        if not judging.cancelled():
            judging.exception()  # whoever waited has been told; nobody else asks

    def _judged(self, pdf: bytes, at: datetime) -> Verdict:
        return self._judge.judged(pdf, self._trusted(at), at, self._recorded)

    def _trusted(self, at: datetime) -> TrustPolicy:
        with self._lock:
            if self._trust is None or not timedelta() <= at - self._trust[0] < TRUSTED_FOR:
                revoked = revoked_in(self._installation.registry)
                self._trust = at, trust_policy(self._installation.authority, revoked, at)
            return self._trust[1]

    def _recorded(self, sheet: SigningSheet, sha256: Sha256) -> Record | None:
        """Return what the ledger says; nothing, if it still has the file and no more than that."""
        try:
            return recorded(self._installation, sheet)
        except LedgerError as wrong:
            if wrong.code == "event_foreign":  # the id is that of something else
                return UNRECORDED
            if wrong.code != "key_destroyed":
                raise
        return None if self._retains(sha256) else UNRECORDED

    def _retains(self, sha256: str) -> bool:
        """Return whether some edition keeps this file as an executed document."""
        for edition in self._installation.editions():
            try:
                self._installation.edition(edition).retained_blob(sha256)
            except LedgerError as wrong:
                if wrong.code not in {"blob_unknown", "key_destroyed"}:
                    raise
            else:
                return True
        return False


def _busy() -> ApiError:
    return ApiError("verifier_busy", retry_after=RETRY_SECONDS)
