"""Judging the documents in an evidence bundle as `counterseal verify PDF` judges them.

The trust is the reader's own. What the ledger would say of a document, the events in the bundle say
where all are opened: which file is the recorded one, and who attested a paper original.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Final, cast

from msgspec.structs import replace

from aggregates.catalogue import EVENTS
from aggregates.deal.authorities.standing import Standing, is_annulled
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.state import Deal
from api.judging import judged_by_record
from api.recording import record_in
from ledger.codec import Codec
from ledger.evidence.bundle import Bundle
from ledger.evidence.documents import Judged, Papers
from ledger.evidence.verdict import Outcome
from signing.trust import TrustPolicy
from signing.verify.case import Case, Record
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import no_trust

OUTCOMES: Final = {
    Level.VALID: Outcome.VALID,
    Level.NOT_VALID: Outcome.TAMPERED,
    Level.CANNOT_TELL: Outcome.CANNOT_DECIDE,
}
ANNULLED: Final = Standing.ANNULLED.value


def papers_by(trust: TrustPolicy | None, at: datetime) -> Papers:
    """Return what judges the documents of a bundle by ``trust``, as of ``at``."""

    def judge(bundle: Bundle, opened: Sequence[bytes]) -> Sequence[Judged]:
        deal = _deal(bundle, opened)
        return [
            _judged(digest, _verdict(pdf, trust, at, deal), deal)
            for digest, pdf in zip(bundle.manifest.files, bundle.files, strict=True)
        ]

    return judge


def _deal(bundle: Bundle, opened: Sequence[bytes]) -> Deal | None:
    """Return the deal that the events make; nothing if they are of no deal, or not all opened."""
    names = [entry.type for entry in bundle.entries]
    known = all(name.startswith("deal.") and name in EVENTS for name in names)
    if len(opened) < len(names) or not known:
        return None
    events = map(Codec(EVENTS).decode, names, opened)
    try:
        return reduce(evolve, (cast("DealEvent", event) for event in events), Deal())
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # no history that rules would have let come about: the files stand alone


def _verdict(pdf: bytes, trust: TrustPolicy | None, at: datetime, deal: Deal | None) -> Verdict:
    if trust is None:
        return no_trust(pdf)
    return judged_by_record(Case(pdf=pdf, trust=trust, at=at), lambda case: _record(case, deal))


def _record(case: Case, deal: Deal | None) -> Record | None:
    """Return what the events say; not that it was annulled, which makes no document another."""
    if deal is None:
        return None
    record = record_in(deal, case.sheet.instrument, lambda office: office)
    return replace(record, status_now="in_force") if record.status_now == ANNULLED else record


def _judged(digest: str, verdict: Verdict, deal: Deal | None) -> Judged:
    return Judged(
        sha256=digest,
        outcome=OUTCOMES[verdict.level],
        why="" if verdict.reason is None else verdict.reason.code,
        signatories=tuple(f"{one.name}, {one.organisation}" for one in verdict.signatories),
        status=ANNULLED if _is_annulled(digest, deal) else verdict.status_now,
        detached=verdict.detached,
    )


def _is_annulled(digest: str, deal: Deal | None) -> bool:
    instruments = deal.instruments.values() if deal else ()
    named = [one for one in instruments if one.signing and one.signing.pdf_sha256 == digest]
    return deal is not None and any(is_annulled(deal, one) for one in named)
