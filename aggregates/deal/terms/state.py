"""What is on the table of one instrument: rows by principals, translations, corrections."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    ClauseText,
    Deadline,
    Frame,
    Language,
    OrganisationId,
    PersonId,
    Sha256,
)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """The last offer. ``live`` until it is withdrawn, expired, or overtaken by events."""

    number: int
    principal: OrganisationId
    expires_at: Deadline
    irrevocable_until: Deadline | None
    live: bool = True


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """One principal's consent to one row: what it cited."""

    clause_sha256: Sha256
    parties_sha256: Sha256


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """A clause version in a language that is not authentic, and who certified it, if anybody."""

    clause_sha256: Sha256
    translation_sha256: Sha256
    text: ClauseText
    certified_by: PersonId = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A clerical correction under way, proposed by ``by`` for ``principal``.

    ``approvals`` are those whose approvers confirmed it.
    """

    id: str
    clause: Clause
    translations: Mapping[Language, ClauseText]
    old_clause_sha256: Sha256
    new_clause_sha256: Sha256
    new_terms_sha256: Sha256
    reason: str
    principal: OrganisationId
    by: PersonId
    leads: frozenset[OrganisationId]
    approvals: frozenset[str] = frozenset()


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of an instrument (clauses, and the frame) by what each principal said of them.

    ``drafters`` are the people who tabled or countered: none of them approves, or certifies a
    translation. ``locked_sha256`` is the terms digest while the terms are locked, and empty
    otherwise.
    """

    frame: Frame | None = None
    clauses: Mapping[ClauseId, Clause] = NOTHING
    links: tuple[tuple[ClauseId, ...], ...] = ()
    acceptances: Mapping[ClauseId, Mapping[OrganisationId, Acceptance]] = NOTHING
    reservations: Mapping[ClauseId, Mapping[OrganisationId, Sha256]] = NOTHING
    translations: Mapping[ClauseId, Mapping[Language, Translation]] = NOTHING
    offer: Offer | None = None
    drafters: frozenset[PersonId] = frozenset()
    locked_sha256: Sha256 = ""
    correction: Correction | None = None
