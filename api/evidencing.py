"""The evidence of a deal or a person here, once a signed head map covers all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from uuid import UUID

import msgspec

from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.evidence_shares import PUBLIC, WHOLE, Holding, Share, erased
from api.evidence_verdicts import EXITS, tell_evidence_verdict
from api.exits import Exit
from api.exporting import written
from api.installation import Installation
from api.output import Output
from api.papers import make_folder
from api.refusals import ApiError
from api.settings import Settings
from api.trusting_logs import read_policy
from ledger.book import Book
from ledger.erasures import erasure_of_stream
from ledger.errors import LedgerError
from ledger.evidence.building import Evidence, Evidences
from ledger.evidence.entitled import Entitled
from ledger.evidence.verdict import Outcome, Verdict
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import NO_QUORUM, Log, Policy
from ledger.published import Published
from ledger.sources import One
from ledger.stream import stream_id

SECONDS: Final = 15.0
"""For how long a head is awaited that covers everything and that enough witnesses have seen."""
_LOOK_SECONDS: Final = 0.1
ALL: Final = "all"
"""What is said for every deal, in the place of one."""


class Shown(msgspec.Struct, frozen=True):
    """The evidence of a stream, and the verdict on it by the logs and witnesses of its own fair."""

    octets: bytes
    verdict: Verdict


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One stream that is to be shown whole, through the position ``last``, and to whom."""

    book: Book
    stream: UUID
    last: int
    entitled: Entitled


def wanted_deal(installation: Installation, deal: DealId, share: Share = WHOLE) -> Wanted:
    """Return a deal, of which ``share`` is shown; of one that was erased, that it was.

    Raises:
        ApiError: ``deal_unknown``.
    """
    book, secret_of = installation.book_of(deal), installation.keys.secret
    log_id = book.published.log_id
    stream = stream_id(log_id, DEAL.name, deal)
    gone = erasure_of_stream(log_id, book.rows, stream)
    if gone is not None:
        shown = erased(secret_of)
        return Wanted(book=book, stream=stream, last=gone.position, entitled=shown)
    source = One(DEAL, deal)
    recorded = book.whole(source).recorded
    holding = Holding(
        recorded=recorded,
        secret_of=secret_of,
        paper=lambda sha256: book.blob(source, sha256),
    )
    last, entitled = recorded[-1].position, holding.to(share)
    return Wanted(book=book, stream=stream, last=last, entitled=entitled)


class StreamEvidence:
    """One stream of an installation, to be shown whole."""

    def __init__(self, wanted: Wanted, made_by: dict[Policy, Evidences] | None = None) -> None:
        """``made_by``, where several of one log are shown: each is cheaper than the one before."""
        self._wanted = wanted
        self._book = wanted.book
        self._last = wanted.last
        self.log_id = wanted.book.published.log_id
        self._made_by = {} if made_by is None else made_by

    @property
    def published(self) -> Published:
        """What was signed of the log in which it is."""
        return self._book.published

    def awaited(self, policy: Callable[[], Policy], step: Callable[[], object]) -> Shown:
        """Return the evidence when it covers the whole history and is valid by ``policy``.

        ``step`` is called while it is not. After `SECONDS`, whatever covers the history is
        returned, with the verdict on it.

        Raises:
            ApiError: ``evidence_late`` if nothing covers it by then.
        """
        deadline = monotonic() + SECONDS
        while True:
            step()
            late, known = monotonic() > deadline, policy()
            made = self._made(known, witnessed=not late)
            if made is not None and made.through >= self._last:
                shown = Shown(made.octets, verify_evidence(made.octets, known))
                if late or shown.verdict.outcome is Outcome.VALID:
                    return shown
            elif late:
                raise ApiError("evidence_late", seconds=int(SECONDS))
            sleep(_LOOK_SECONDS)

    def policy(self, settings: Settings) -> Policy:
        """Return whom this installation goes by: its own log, and the witnesses that it asks.

        Raises:
            ApiError: ``policy_unreadable``.
            LedgerError: as `parse_policy`.
        """
        logs = tuple(Log(key) for key in self._book.published.keys()[-1:])
        if settings.witnesses is None:
            return Policy(logs, (), (), NO_QUORUM)
        return msgspec.structs.replace(read_policy(settings.witnesses), logs=logs)

    def _made(self, policy: Policy, *, witnessed: bool) -> Evidence | None:
        """Return the evidence as far as it goes; by a head that somebody has seen, if any has."""
        if policy not in self._made_by:
            keys = [witness.key for witness in policy.witnesses]
            made_by = Evidences(self.log_id, self._book.rows, self._book.published, keys)
            self._made_by[policy] = made_by
        evidences, wanted = self._made_by[policy], self._wanted
        for seen in (True, False) if witnessed else (False,):
            try:
                made = evidences.of(wanted.stream, wanted.entitled, witnessed=seen)
            except LedgerError as failed:
                if failed.code != "evidence_pending":
                    raise
            else:
                if made.through >= self._last:
                    return made
        return None


class Handing(msgspec.Struct, frozen=True, kw_only=True):
    """Where evidence goes: a new file, or for all deals a new folder; and for whom it is."""

    settings: Settings
    output: Output
    installation: Installation
    target: Path
    public: bool = False

    @property
    def share(self) -> Share:
        """What whoever gets it may have."""
        return PUBLIC if self.public else WHOLE


def export_evidence(handing: Handing, deal: DealId, book: Book) -> Exit:
    """Write the evidence of a deal to a new file, and tell the verdict on it.

    ``all``: of every deal of the log in ``book``, into a new folder.

    Raises:
        ApiError: ``deal_unknown``, ``evidence_late``, ``file_unwritable``; ``folder_unusable``.
        LedgerError: as `Evidences.of`.
    """
    return _export_all(handing, book) if deal == ALL else _export(handing, deal)


def _export(handing: Handing, deal: DealId, made_by: dict[Policy, Evidences] | None = None) -> Exit:
    wanted = wanted_deal(handing.installation, deal, handing.share)
    return hand(handing, StreamEvidence(wanted, made_by))


def hand(handing: Handing, evidence: StreamEvidence) -> Exit:
    """Write the evidence of a stream to a new file, and tell the verdict on it.

    Raises:
        ApiError: ``evidence_late``, ``file_unwritable``.
        LedgerError: as `Evidences.of`.
    """
    settings, file = handing.settings, handing.target
    shown = evidence.awaited(lambda: evidence.policy(settings), lambda: None)
    written(file, [shown.octets])
    tell_evidence_verdict(handing.output, file, shown.verdict, settings.language)
    return EXITS[shown.verdict.outcome]


def _export_all(handing: Handing, book: Book) -> Exit:
    """Write the evidence of every deal of a log into a new folder; return the gravest status."""
    folder, made_by = handing.target, dict[Policy, Evidences]()
    make_folder(folder)
    worst = Exit.YES
    for stream in book.rows.streams(DEAL.name):
        one = msgspec.structs.replace(handing, target=folder / f"{stream}.evidence.zip")
        found = _export(one, str(stream), made_by)
        worst = found if worst is Exit.YES or found is Exit.NO else worst
    return worst
