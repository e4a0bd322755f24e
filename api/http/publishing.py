"""What is told of figures to those who do not see every deal: what two people signed off.

It is read again as it was published: nothing of it is computed anew, whoever asks and however
often. See `api.publications`.
"""

from __future__ import annotations

from aggregates.edition import EDITION
from aggregates.errors import RuleError
from aggregates.publication.known import known
from aggregates.publication.state import Publication
from api.http.asked import Asked
from api.packs.contents import Contents, Figure
from api.publications.kept import contents_of, publications_in
from api.refusals import ApiError
from ledger.sources import One


def zone_of_edition(asked: Asked, edition: str) -> str:
    """Return the zone in which an edition's days begin; call it in a thread."""
    opened = asked.site.places.edition(edition).state(One(EDITION, edition)).opened
    return "UTC" if opened is None else opened.zone


def published(asked: Asked, edition: str, publication: str = "") -> Contents:
    """Return what was signed off last, or by its id; call it in a thread.

    Raises:
        ApiError: ``edition_unlisted``, ``nothing_published``.
        RuleError: ``publication_unknown``: also for one that is not public.
    """
    book = asked.site.places.edition(edition)
    found = publications_in(book)
    if publication:
        return contents_of(book, _public(known(found, publication)))
    if found.last is None:
        raise ApiError("nothing_published")
    return contents_of(book, found.last)


def figure_in(contents: Contents, name: str) -> Figure:
    """Return a figure as it was published.

    Raises:
        ApiError: ``figure_unlisted`` if it was not among them.
    """
    for figure in contents.figures:
        if figure.definition == name:
            return figure
    raise ApiError("figure_unlisted", figure=name[:64])


def _public(found: Publication) -> Publication:
    if found.signed_off is None:
        raise RuleError("publication_unknown", publication=found.prepared.publication)
    return found
