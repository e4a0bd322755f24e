"""Judges PDFs in a process apart; see `api.apart.asking`.

Whoever takes that process over can say what they like, and makes nothing valid by it: what a file
is held against, the ledger's record of it, is held against its bytes once more here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final, Protocol

import msgspec
from msgspec.structs import replace

from aggregates.signing_sheet import SigningSheet
from aggregates.vocabulary import Sha256
from api.apart.asking import Apart, BrokenOffError, BusyError, LateError
from api.apart.bounds import Bounds
from api.asking_record import asks_record
from api.refusals import ApiError
from signing.errors import SignatureError
from signing.trust import TrustPolicy
from signing.verify.case import Case, Record
from signing.verify.record import check_record
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import not_judged

BOUNDS: Final = Bounds(cpu_seconds=20, wall_seconds=30.0, memory_bytes=1024**3)
"""A contract of twenty pages with five signatures takes a twentieth of a second."""
RETRY_SECONDS: Final = 2

_PROGRAM: Final = "api.judging_apart_program"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is judged by. ``last``: the record is in it, if there is one."""

    trust: TrustPolicy
    at: datetime
    record: Record | None = None
    last: bool = False


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict, and of which instrument the file says to be, if that can be read."""

    verdict: Verdict
    sheet: SigningSheet | None = None


Recorded = Callable[[SigningSheet, Sha256], Record | None]
"""Returns what the ledger says of an instrument, given the digest of the file at hand."""


class Asked(Protocol):
    """Somebody apart who reads files; see `api.apart.asking.Apart`."""

    def ask(self, file: BinaryIO, about: bytes, /) -> bytes:
        """Return what the program says of a file."""
        ...

    def close(self) -> None:
        """End the process, if there is one."""
        ...


def judge(at_once: int, bounds: Bounds = BOUNDS) -> Judge:
    """Return who judges so many files ``at_once``; another waits as long as one may take."""
    return Judge(Apart(_PROGRAM, bounds, at_once, wait_seconds=bounds.wall_seconds))


class Judge:
    """Judges files within bounds. Safe for threads."""

    def __init__(self, apart: Asked) -> None:
        """Have them read by the program of this name."""
        self._apart = apart

    def judged(self, pdf: bytes, trust: TrustPolicy, at: datetime, recorded: Recorded) -> Verdict:
        """Return the verdict on a file when ``recorded`` has the last word; see `api.judging`.

        A file that takes more than any paper of this registry does, or is the end of the process
        that reads it, was not shown to be anything: CANNOT TELL, for ``not_judged``.

        Raises:
            ApiError: ``verifier_busy``, also where it takes too long by the clock: the machine may
                have too much to do.
            LedgerError: as ``recorded``.
        """
        try:
            return self._judged(pdf, About(trust=trust, at=at), recorded)
        except (BusyError, LateError):
            raise ApiError("verifier_busy", retry_after=RETRY_SECONDS) from None
        except BrokenOffError:
            return not_judged(pdf)

    def close(self) -> None:
        """End the process, if there is one."""
        self._apart.close()

    def _judged(self, pdf: bytes, about: About, recorded: Recorded) -> Verdict:
        digest = hashlib.sha256(pdf).hexdigest()
        first = self._asked(pdf, digest, about)
        if not asks_record(first.verdict):
            return first.verdict
        if first.sheet is None:
            raise BrokenOffError
        held = replace(about, record=recorded(first.sheet, digest), last=True)
        last = self._asked(pdf, digest, held).verdict
        if last.level is Level.VALID:
            _require_recorded(pdf, held)
        return last

    def _asked(self, pdf: bytes, digest: Sha256, about: About) -> Judged:
        said = self._apart.ask(BytesIO(pdf), msgspec.msgpack.encode(about))
        try:
            judged = msgspec.msgpack.decode(said, type=Judged)
        except msgspec.DecodeError:
            raise BrokenOffError from None
        if judged.verdict.pdf_sha256 != digest:
            raise BrokenOffError
        return judged


def _require_recorded(pdf: bytes, about: About) -> None:
    """Refuse "valid" from a process that was taken over: the record is of other bytes."""
    try:
        check_record(Case(pdf=pdf, trust=about.trust, at=about.at, record=about.record))
    except SignatureError:
        raise BrokenOffError from None
