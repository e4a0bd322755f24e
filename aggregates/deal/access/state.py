"""Who may read which part of a deal, and which side lets them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from aggregates.deal.access.events import Scope
from aggregates.vocabulary import OrganisationId

ORGANISERS: Final[OrganisationId] = ""
"""Whom a grant is for that names no organisation: those who organise the fair."""

Given: TypeAlias = tuple[OrganisationId, OrganisationId]
"""To whom, and by which side."""

Access: TypeAlias = Mapping[Given, frozenset[Scope]]

NOTHING_GRANTED: Final[Access] = MappingProxyType({})


def scopes_granted(access: Access, reader: OrganisationId) -> frozenset[Scope]:
    """Return what any side lets ``reader`` read."""
    return frozenset(scope for key, given in access.items() if key[0] == reader for scope in given)


def access_without(access: Access, organisation: OrganisationId) -> Access:
    """Return what stands of the grants once ``organisation`` has come or gone as a side.

    What it let others read falls with it, and what it was let read is nothing it needs, or has.
    """
    if not any(organisation in key for key in access):
        return access
    return {key: given for key, given in access.items() if organisation not in key}
