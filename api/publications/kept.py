"""What an edition has published, as its log says it, and the contents as they were signed off."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from uuid import UUID

from aggregates.publication import PUBLICATION
from aggregates.publication.state import PUBLICATIONS_KEY, Publication, Publications
from aggregates.vocabulary import Sha256
from api.installation import Installation
from api.packs.contents import Contents, parse_contents
from ledger.book import Book
from ledger.sources import One
from ledger.stream import stream_id

SOURCE: Final[One[Publications]] = One(PUBLICATION, PUBLICATIONS_KEY)
"""The one stream of an edition's publications."""
_PARSED_MAX: Final = 16


def publications_in(book: Book) -> Publications:
    """Return the publications of an edition."""
    return book.state(SOURCE)


def position_signed_off(book: Book) -> int | None:
    """Return the position of what was signed off last; None if nothing was."""
    last = publications_in(book).last
    return None if last is None else last.prepared.position


def octets_of(book: Book, publication: Publication) -> bytes:
    """Return the very bytes that the digest of a publication is of."""
    return book.blob(SOURCE, publication.prepared.figures_sha256)


def contents_of(book: Book, publication: Publication) -> Contents:
    """Return what a publication says; read again, not computed anew."""
    return _parsed(book, publication.prepared.figures_sha256)


def salting_secret(installation: Installation, edition: str) -> bytes:
    """Return the secret from which the salts of commitments are derived.

    It is the key of the stream of the publications: it outlives each of them.
    """
    log = UUID(edition)
    stream = stream_id(log, PUBLICATION.name, PUBLICATIONS_KEY)
    return installation.keys.stream_key(log.bytes, stream.bytes).secret


@lru_cache(maxsize=_PARSED_MAX)
def _parsed(book: Book, figures_sha256: Sha256) -> Contents:
    return parse_contents(book.blob(SOURCE, figures_sha256))
