"""What is known of an annex that was handed in."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Sha256
from api.annexes.kinds import AnnexKind


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a deal. ``name`` is text to be shown; ``kind`` is what the file was found to be."""

    sha256: Sha256
    name: str
    kind: AnnexKind
    bytes: int
    organisation: OrganisationId
    person: PersonId
    uploaded_at: datetime


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a file before it comes: its name and its sender."""

    name: str
    organisation: OrganisationId
    person: PersonId
