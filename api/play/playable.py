"""Whether a deal file can be played here and now."""

from __future__ import annotations

from datetime import datetime

from api.clock import now
from api.dealfile.document import DealFile
from api.installation import Installation
from api.refusals import ApiError
from signing.registry.office import Office, Service


def require_playable(
    installation: Installation, deal_file: DealFile, begin: datetime, end: datetime
) -> None:
    """Refuse a plot that this registry could not have lived through; a signature is never of later.

    Raises:
        ApiError: ``other_registry``, ``plot_in_future``, ``plot_before_registry``.
    """
    named, here = office_of(deal_file), installation.identity.office
    if named.identifier != here.identifier:
        raise ApiError("other_registry", named=named.organisation, here=here.organisation)
    if end > now():
        raise ApiError("plot_in_future", end=end)
    founded = installation.authority.certificate(Service.ROOT).not_before
    if begin < founded:
        raise ApiError("plot_before_registry", begin=begin, founded=founded)


def office_of(deal_file: DealFile) -> Office:
    """Return the office that runs the registry of a file's fair: every file has one."""
    named = next(one for one in deal_file.offices.values() if one.function == "registry")
    return Office(
        country=named.country, organisation=named.legal_name, identifier=named.registration
    )
