"""What an edition has published of its figures, and what waits to be signed off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import msgspec

from aggregates.publication.events import (
    PublicationId,
    PublicationPrepared,
    PublicationSentBack,
    PublicationSignedOff,
)
from aggregates.publication.status import Status, following

PUBLICATIONS_KEY: Final = "publications"
"""The key of the one stream that an edition's log has of them."""


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """One publication: as it was prepared, and what became of it."""

    prepared: PublicationPrepared
    signed_off: PublicationSignedOff | None = None
    sent_back: PublicationSentBack | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to be signed off or sent back."""
        return self.signed_off is None and self.sent_back is None

    @property
    def published_at(self) -> datetime | None:
        """When it became public; None if it is not."""
        return None if self.signed_off is None else self.signed_off.at


NOTHING: Final[Mapping[PublicationId, Publication]] = MappingProxyType({})


class Publications(msgspec.Struct, frozen=True, kw_only=True):
    """Every publication that was prepared, by its id, in order."""

    every: Mapping[PublicationId, Publication] = NOTHING

    @property
    def public(self) -> tuple[Publication, ...]:
        """What two people signed off, the first first."""
        return tuple(one for one in self.every.values() if one.signed_off is not None)

    @property
    def last(self) -> Publication | None:
        """What was signed off last: what the edition says now."""
        return self.public[-1] if self.public else None

    @property
    def waiting(self) -> Publication | None:
        """The one that waits to be signed off, if any."""
        return next((one for one in self.every.values() if one.waits), None)

    @property
    def next_number(self) -> int:
        """The number of the next publication: what is sent back leaves no gap."""
        return len(self.public) + 1

    @property
    def may_follow(self) -> frozenset[Status]:
        """What the next publication may claim to be."""
        last = None if self.last is None else self.last.prepared.status
        closed = any(one.prepared.status is Status.FINAL for one in self.public)
        return following(last, closed=closed)
