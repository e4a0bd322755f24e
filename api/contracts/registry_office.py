"""Which registered organisation is the office that runs this registry."""

from __future__ import annotations

from typing import Final

from aggregates.organisation.events import OrganisationRegistered
from aggregates.vocabulary import OrganisationId
from api.installation import Installation
from api.refusals import ApiError
from ledger.recorded import Recorded

_AT_ONCE: Final = 500


def registry_office(installation: Installation) -> OrganisationId:
    """Return its id: the first organisation that was registered under the office's identifier.

    Raises:
        ApiError: ``registry_office_unlisted`` if it never was.
    """
    identifier, after = installation.identity.office.identifier, 0
    while batch := installation.registry.read(after, _AT_ONCE):
        for one in batch:
            if (
                isinstance(one, Recorded)
                and isinstance(one.event, OrganisationRegistered)
                and one.event.registration == identifier
            ):
                return one.event.organisation
        after = batch[-1].position
    raise ApiError("registry_office_unlisted", identifier=identifier)
