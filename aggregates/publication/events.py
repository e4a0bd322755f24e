"""What can have happened to the publications of an edition. Stored for ever and in clear.

They say nothing of a deal: what was published is named by its digest.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec

from aggregates.publication.status import Status
from aggregates.vocabulary import Event, PersonId, Rate, Sha256

PublicationId: TypeAlias = str


class ChangeNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became different from the publication before, and why: in English and in Chinese."""

    en: str
    zh: str


class PublicationPrepared(Event, frozen=True, kw_only=True, tag="publication.prepared.v1"):
    """One person prepared a publication: nothing of it is public yet.

    Its figures are as of ``position`` of the edition's log, recorded at ``cut_off``, which is told
    in ``zone`` (IANA). ``figures_sha256`` is the SHA-256 of what it says (RFC 8785 bytes). Sums are
    in ``currency`` (ISO 4217); ``rates`` are those that stood at the position, sorted by base, then
    quote. ``number`` counts the edition's publications from 1; ``revises`` names the one before.
    """

    publication: PublicationId
    edition: str
    number: int
    status: Status
    cut_off: datetime
    zone: str
    position: int
    figures_sha256: Sha256
    currency: str
    rates: tuple[Rate, ...]
    by: PersonId
    revises: PublicationId = ""
    note: ChangeNote | None = None


class PublicationSignedOff(Event, frozen=True, kw_only=True, tag="publication.signed_off.v1"):
    """A second person signed off exactly what was prepared: it is public from now on."""

    publication: PublicationId
    figures_sha256: Sha256
    by: PersonId


class PublicationSentBack(Event, frozen=True, kw_only=True, tag="publication.sent_back.v1"):
    """What was prepared is not published: it was sent back, or taken back by who prepared it."""

    publication: PublicationId
    reason: str
    by: PersonId


PublicationEvent: TypeAlias = PublicationPrepared | PublicationSignedOff | PublicationSentBack
