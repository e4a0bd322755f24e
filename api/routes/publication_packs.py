"""A publication as a file that anybody can check without this fair: its contents, with evidence."""

from __future__ import annotations

from typing import Final

from aggregates.errors import RuleError
from aggregates.publication import PUBLICATION
from aggregates.publication.events import PublicationSignedOff
from aggregates.publication.known import known
from aggregates.publication.state import PUBLICATIONS_KEY, Publication
from api.http.asked import NOBODY, Asked
from api.http.bundles import ZIP
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.packs.pack import Pack, pack_bytes
from api.publications.kept import SOURCE, octets_of, publications_in
from api.receipts.witnessing import Witnessing
from api.refusals import ApiError
from ledger.book import Book
from ledger.evidence.entitled import Entitled
from ledger.rows import LAST_POSITION
from ledger.stream import stream_id

router = Router("figures")

_SUFFIX: Final = "figures.zip"


@router.get(
    "/editions/{edition}/publications/{publication}/pack",
    answer=bytes,
    media=(ZIP,),
    limit="heavy",
)
def read_publication_pack(asked: Asked) -> Reply:
    """Return what was published as a file that proves itself: `counterseal verify FILE --policy`.

    It holds the contents, and the evidence that one person prepared and another signed off their
    digest. That evidence is of every publication of the edition so far, also of what was sent back.

    Raises:
        ApiError: ``edition_unlisted``; ``evidence_unready`` while no signed head covers the
            sign-off: come back.
        RuleError: ``publication_unknown`` for what is not public.
    """
    asked.require_may(NOBODY)
    book = asked.site.places.edition(asked.path["edition"])
    found = _public(book, asked.path["publication"])
    evidence = _evidence(asked, book, _signed_off_at(book, found))
    octets = pack_bytes(Pack(contents=octets_of(book, found), evidence=evidence))
    name = f"{found.prepared.edition}-{found.prepared.number}.{_SUFFIX}"
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Reply(content=octets, cache=ASK_AGAIN, media=ZIP, headers=disposition)


def _public(book: Book, name: str) -> Publication:
    found = known(publications_in(book), name)
    if found.signed_off is None:
        raise RuleError("publication_unknown", publication=name)
    return found


def _signed_off_at(book: Book, publication: Publication) -> int:
    """Return the position of the event by which it became public."""
    return max(
        one.position
        for one in book.whole(SOURCE).recorded
        if isinstance(one.event, PublicationSignedOff)
        and one.event.publication == publication.prepared.publication
    )


def _evidence(asked: Asked, book: Book, position: int) -> bytes:
    """Return the evidence of the edition's publications, which has the event at ``position``."""
    stream = stream_id(book.published.log_id, PUBLICATION.name, PUBLICATIONS_KEY)
    entitled = Entitled(secret_of=asked.site.installation.keys.secret)
    made = asked.site.the(Witnessing).evidence(book, stream, entitled, LAST_POSITION)
    if made is None or made.through < position:
        raise ApiError("evidence_unready")
    return made.octets
