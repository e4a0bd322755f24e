"""A deal's evidence: its whole history in a file that proves itself, by the right of who asks."""

from __future__ import annotations

from typing import Final

from aggregates.deal import DEAL
from aggregates.vocabulary import Sha256
from api.deals.course import When
from api.evidence_shares import Holding, Share
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.seen import Seen, seen_by
from api.receipts.witnessing import Witnessing
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.evidence.building import Evidence, Evidences
from ledger.evidence.entitled import Entitled
from ledger.rows import LAST_POSITION
from ledger.sources import One
from ledger.stream import stream_id

router = Router("deals")

ZIP: Final = "application/zip"


@router.get("/deals/{deal}/evidence", answer=bytes, media=(ZIP,), limit="heavy")
def read_evidence(asked: Asked) -> Reply:
    """Return the evidence bundle of a deal: that nothing in it was changed, and none is missing.

    It holds every event as it is stored, with the keys of those that who asks may read, and the
    papers that they may read. Verify it by `counterseal verify`, with the policy of somebody whom
    you trust, or by the page that needs nothing but a browser.

    Raises:
        ApiError: ``evidence_unready`` while no signed head covers the deal: come back.
    """
    seen, deal = seen_by(asked, When()), asked.path["deal"]
    made = _made(asked, seen)
    if made is None:
        raise ApiError("evidence_unready", deal=deal)
    return Reply(
        content=made.octets,
        cache="private, no-store",
        media=ZIP,
        headers={"content-disposition": f'attachment; filename="{deal}.evidence.zip"'},
    )


def _made(asked: Asked, seen: Seen) -> Evidence | None:
    """Return the evidence by a head that witnesses have seen, or else by the newest there is."""
    witnessing = asked.site.the(Witnessing)
    evidences, entitled = witnessing.evidences(seen.book), _entitled(asked, seen)
    for witnessed in (True, False) if witnessing.has_witnesses else (False,):
        try:
            return _of(evidences, asked, seen, entitled, witnessed=witnessed)
        except LedgerError as failed:
            if failed.code != "evidence_pending":
                raise
    return None


def _of(
    evidences: Evidences, asked: Asked, seen: Seen, entitled: Entitled, *, witnessed: bool
) -> Evidence:
    deal = asked.path["deal"]
    stream = stream_id(seen.book.published.log_id, DEAL.name, deal)
    until = _until(seen, deal) if seen.former else LAST_POSITION
    return evidences.of(stream, entitled, witnessed=witnessed, until=until)


def _until(seen: Seen, deal: str) -> int:
    """Return the last position before the first event that came after they had left."""
    later = seen.book.events(One(DEAL, deal))[seen.course.version :]
    return later[0].position - 1 if later else LAST_POSITION


def _entitled(asked: Asked, seen: Seen) -> Entitled:
    source = One(DEAL, asked.path["deal"])

    def paper(sha256: Sha256) -> bytes:
        return seen.book.blob(source, sha256)

    holding = Holding(
        recorded=seen.course.recorded,
        secret_of=asked.site.installation.keys.secret,
        paper=paper,
    )
    papers = seen.files or seen.former
    return holding.to(Share(events=seen.whole, papers=papers))
