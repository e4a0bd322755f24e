"""The publication that a command names."""

from __future__ import annotations

from aggregates.errors import RuleError
from aggregates.publication.events import PublicationId
from aggregates.publication.state import Publication, Publications


def known(publications: Publications, publication: PublicationId) -> Publication:
    """Return the publication of this id.

    Raises:
        RuleError: ``publication_unknown``.
    """
    found = publications.every.get(publication)
    if found is None:
        raise RuleError("publication_unknown", publication=publication)
    return found
