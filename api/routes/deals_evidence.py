"""A deal's evidence: its whole history in a file that proves itself, by the right of who asks."""

from __future__ import annotations

from aggregates.deal import DEAL
from aggregates.vocabulary import Sha256
from api.deals.course import When
from api.evidence_shares import Holding, Share, erased
from api.http.access import note_access
from api.http.asked import Asked
from api.http.bundles import ZIP, bundle_reply
from api.http.guard import SEES_EVERY_DEAL
from api.http.policy import relations_by_role
from api.http.reply import Reply
from api.http.router import Router
from api.http.seen import Seen, seen_by
from api.receipts.witnessing import Witnessing
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.evidence.building import Evidence
from ledger.evidence.entitled import Entitled
from ledger.rows import LAST_POSITION
from ledger.sources import One
from ledger.stream import stream_id

router = Router("deals")


@router.get("/deals/{deal}/evidence", answer=bytes, media=(ZIP,), limit="heavy")
def read_evidence(asked: Asked) -> Reply:
    """Return the evidence bundle of a deal: that nothing in it was changed, and none is missing.

    It holds every event as it is stored, with the keys of those that who asks may read, and the
    papers that they may read. Verify it by `counterseal verify`, with the policy of somebody whom
    you trust, or by the page that needs nothing but a browser. Of a deal that was erased, it shows
    to who sees every deal that it was, when and why.

    Raises:
        ApiError: ``evidence_unready`` while no signed head covers the deal: come back.
    """
    try:
        seen = seen_by(asked, When())
    except LedgerError as gone:
        if gone.code != "key_destroyed" or not relations_by_role(asked.acting) & SEES_EVERY_DEAL:
            raise
        made = _made_of_erased(asked)
    else:
        made = _made(asked, seen)
    return bundle_reply(made, asked.path["deal"])


def _made(asked: Asked, seen: Seen) -> Evidence | None:
    until = _until(seen, asked.path["deal"]) if seen.former else LAST_POSITION
    return _of(asked, seen.book, _entitled(asked, seen), until)


def _made_of_erased(asked: Asked) -> Evidence | None:
    """Return the evidence that a deal was erased; whose it was cannot be known any more."""
    asked.require_may()
    note_access(asked, f"deal:{asked.path['deal']}")
    book = asked.site.places.deal(asked.path["deal"])
    return _of(asked, book, erased(asked.site.installation.keys.secret), LAST_POSITION)


def _of(asked: Asked, book: Book, entitled: Entitled, until: int) -> Evidence | None:
    stream = stream_id(book.published.log_id, DEAL.name, asked.path["deal"])
    return asked.site.the(Witnessing).evidence(book, stream, entitled, until)


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
