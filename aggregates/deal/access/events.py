"""What can have happened to who reads a deal. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import Event, OrganisationId, PersonId


class Scope(Enum):
    """A part of a deal that may be shown to who is no side of it. None contains another.

    ``timeline`` is what happened, and when, without what was said; ``terms`` every wording, what
    each side says of it, and the history in full; ``papers`` the files: papers, annexes, evidence.
    """

    TIMELINE = "timeline"
    TERMS = "terms"
    PAPERS = "papers"


class AccessGranted(Event, frozen=True, kw_only=True, tag="deal.access_granted.v1"):
    """A side let a participant read parts of the deal; without ``organisation``, the organisers.

    ``scopes`` are a set, sorted, of what it had not granted them before.
    """

    organisation: OrganisationId
    scopes: tuple[Scope, ...]
    principal: OrganisationId
    by: PersonId


class AccessRevoked(Event, frozen=True, kw_only=True, tag="deal.access_revoked.v1"):
    """A side took back what it had granted. What another side grants stays granted."""

    organisation: OrganisationId
    scopes: tuple[Scope, ...]
    principal: OrganisationId
    by: PersonId


AccessEvent: TypeAlias = AccessGranted | AccessRevoked
