"""Who negotiates, and which clocks of the whole deal run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from aggregates.deal.parties.events import ParticipantRole
from aggregates.vocabulary import Deadline, OrganisationId, Party, PersonId

NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
"""The empty mapping that states begin with."""


NEVER: Final[Deadline] = Deadline(at=datetime.max.replace(tzinfo=UTC))
"""The deadline of a deal that nobody has opened."""


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """A side of the deal and its lead negotiator."""

    party: Party
    lead: PersonId


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """A later deadline of the deal that some leads have agreed to."""

    proposal: str
    expires_at: Deadline
    consents: frozenset[OrganisationId]


class Reopening(msgspec.Struct, frozen=True, kw_only=True):
    """A wish to take the deal up again, that some principals have agreed to."""

    proposal: str
    expires_at: Deadline
    consents: frozenset[OrganisationId]


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """The principals that count now, those who left, and the deal's own clock.

    ``brought_by`` is the principal by which each organisation came that is or was a participant.
    ``invitations`` are open ones: id -> organisation; ``revoked`` the ids of those taken back.
    ``suspended_at`` is when the deal was suspended; ``stopped_at`` the instant as of which its
    clocks stand still, because it is or because a filing waits on an authority; ``ended_at`` when
    the deal was declined, withdrawn or expired; ``ended_by`` the principal whose leaving ended it.
    """

    principals: Mapping[OrganisationId, Principal] = NOTHING
    former: Mapping[OrganisationId, Principal] = NOTHING
    invitations: Mapping[str, OrganisationId] = NOTHING
    revoked: frozenset[str] = frozenset()
    participants: Mapping[OrganisationId, ParticipantRole] = NOTHING
    brought_by: Mapping[OrganisationId, OrganisationId] = NOTHING
    expires_at: Deadline = NEVER
    extension: Extension | None = None
    reopening: Reopening | None = None
    suspended_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: OrganisationId = ""

    @property
    def set(self) -> tuple[Party, ...]:
        """The party set that terms and acceptances cite, sorted by id."""
        return tuple(self.principals[key].party for key in sorted(self.principals))
