"""What can have happened to the terms of an instrument. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    ClauseText,
    Deadline,
    Event,
    Frame,
    InstrumentId,
    Kind,
    Language,
    OrganisationId,
    PersonId,
    Sha256,
    Tier,
)

FRAME: ClauseId = "frame"
"""The row of the matrix that is the frame; no clause may bear this id."""


class Bindingness(Enum):
    """How far a letter of intent binds those who sign it."""

    NOT_BINDING = "not_binding"
    PARTLY_BINDING = "partly_binding"
    BINDING = "binding"


class InstrumentDrafted(Event, frozen=True, kw_only=True, tag="deal.instrument_drafted.v1"):
    """A principal added an instrument beside the leading one: a letter of intent, an NDA."""

    instrument: InstrumentId
    kind: Kind
    tier: Tier
    principal: OrganisationId
    by: PersonId


class IntentSubmitted(Event, frozen=True, kw_only=True, tag="deal.intent_submitted.v1"):
    """A principal sent its letter of intent: the letter's terms are locked with it.

    The same append opens the letter's signing and carries the sender's signature.
    """

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness
    terms_sha256: Sha256
    expires_at: Deadline


class IntentAccepted(Event, frozen=True, kw_only=True, tag="deal.intent_accepted.v1"):
    """Another principal accepted the letter; its signature is in the same append."""

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId
    terms_sha256: Sha256


class IntentDeclined(Event, frozen=True, kw_only=True, tag="deal.intent_declined.v1"):
    """A principal declined the letter, and the deal is declined."""

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId
    reason: str


class OfferTabled(Event, frozen=True, kw_only=True, tag="deal.offer_tabled.v1"):
    """A principal tabled a numbered version of an instrument's clauses, and accepts it.

    ``clauses`` are those that this offer adds or changes; the others named in the frame's
    ``clause_ids`` stand as they were. ``digests`` maps each row that the offer names (its clauses,
    and ``frame``) to what an acceptance cites: these rows the offeror accepts, and no others.
    ``links`` are clauses to be accepted together. ``voids`` maps a row to the principals
    whose acceptance of it falls: because it changes, leaves the table, or was accepted by tabling
    an offer that has run out.
    """

    instrument: InstrumentId
    offer_no: int
    principal: OrganisationId
    by: PersonId
    frame: Frame
    clauses: tuple[Clause, ...]
    links: tuple[tuple[ClauseId, ...], ...]
    digests: dict[ClauseId, Sha256]
    parties_sha256: Sha256
    voids: dict[ClauseId, tuple[OrganisationId, ...]]
    expires_at: Deadline
    irrevocable_until: Deadline | None


class OfferWithdrawn(Event, frozen=True, kw_only=True, tag="deal.offer_withdrawn.v1"):
    """The offeror took its offer back before it was fully accepted; it accepts no row any more."""

    instrument: InstrumentId
    offer_no: int
    principal: OrganisationId
    by: PersonId
    reason: str


class OfferExpired(Event, frozen=True, kw_only=True, tag="deal.offer_expired.v1"):
    """An offer's deadline passed and the scheduler closed it; its offeror accepts no row any more.

    What the others accepted stands, as long as the wording does.
    """

    instrument: InstrumentId
    offer_no: int
    by: PersonId


class ClauseAccepted(Event, frozen=True, kw_only=True, tag="deal.clause_accepted.v1"):
    """A principal accepted one row of the matrix, a clause or the frame, as it stands."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    parties_sha256: Sha256
    principal: OrganisationId
    by: PersonId


class ClauseCountered(Event, frozen=True, kw_only=True, tag="deal.clause_countered.v1"):
    """A principal put another wording of a clause, and accepts it.

    ``voids`` names the principals whose acceptance of this clause, and of no other, falls.
    """

    instrument: InstrumentId
    offer_no: int
    clause: Clause
    clause_sha256: Sha256
    previous_sha256: Sha256
    parties_sha256: Sha256
    principal: OrganisationId
    by: PersonId
    voids: tuple[OrganisationId, ...]


class FrameCountered(Event, frozen=True, kw_only=True, tag="deal.frame_countered.v1"):
    """A principal put another frame, and accepts it; ``voids`` as for a clause."""

    instrument: InstrumentId
    offer_no: int
    frame: Frame
    frame_sha256: Sha256
    previous_sha256: Sha256
    parties_sha256: Sha256
    principal: OrganisationId
    by: PersonId
    voids: tuple[OrganisationId, ...]


class ClauseReserved(Event, frozen=True, kw_only=True, tag="deal.clause_reserved.v1"):
    """A principal noted that a row is not acceptable as it stands; its acceptance falls."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    principal: OrganisationId
    by: PersonId
    reason: str


class ClauseTranslated(Event, frozen=True, kw_only=True, tag="deal.clause_translated.v1"):
    """A clause version was put into a language that is not authentic."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    language: Language
    text: ClauseText
    translation_sha256: Sha256
    by: PersonId


class TranslationCertified(Event, frozen=True, kw_only=True, tag="deal.translation_certified.v1"):
    """An interpreter who leads for no principal certified a translation of a clause version."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    language: Language
    translation_sha256: Sha256
    by: PersonId


class TermsLocked(Event, frozen=True, kw_only=True, tag="deal.terms_locked.v1"):
    """Every principal had accepted every row for this party set, and a lead locked the terms."""

    instrument: InstrumentId
    terms_sha256: Sha256
    parties_sha256: Sha256
    principal: OrganisationId
    by: PersonId


class TermsUnlocked(Event, frozen=True, kw_only=True, tag="deal.terms_unlocked.v1"):
    """A lead opened the terms again. ``voids`` names the approvals that fall."""

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId
    reason: str
    voids: tuple[str, ...]


class ClericalCorrectionProposed(
    Event, frozen=True, kw_only=True, tag="deal.clerical_correction_proposed.v1"
):
    """A lead proposed to mend a slip of the pen in a locked clause; no typed value changes.

    ``translations`` are the texts of the corrected clause in every other language of the terms;
    ``new_terms_sha256`` is what the terms will be, and what each confirmation cites.
    """

    instrument: InstrumentId
    correction: str
    clause: Clause
    translations: dict[Language, ClauseText]
    old_clause_sha256: Sha256
    new_clause_sha256: Sha256
    new_terms_sha256: Sha256
    principal: OrganisationId
    by: PersonId
    reason: str


class ClericalCorrectionConfirmed(
    Event, frozen=True, kw_only=True, tag="deal.clerical_correction_confirmed.v1"
):
    """A lead (``approval`` empty) or an approver, for that approval, confirmed the new text."""

    instrument: InstrumentId
    correction: str
    new_terms_sha256: Sha256
    principal: OrganisationId
    approval: str
    by: PersonId


class ClericalErrorCorrected(
    Event, frozen=True, kw_only=True, tag="deal.clerical_error_corrected.v1"
):
    """The corrected clause stands: accepted by every lead, approved by the confirming approvers.

    ``confirmed_approvals`` are carried to the new terms digest; ``voids`` fall, as their approver
    did not confirm. ``translations`` of the clause stand as confirmed, and are certified anew.
    """

    instrument: InstrumentId
    correction: str
    clause: Clause
    translations: dict[Language, ClauseText]
    old_clause_sha256: Sha256
    new_clause_sha256: Sha256
    old_terms_sha256: Sha256
    new_terms_sha256: Sha256
    parties_sha256: Sha256
    confirmed_approvals: tuple[str, ...]
    voids: tuple[str, ...]
    by: PersonId


TermsEvent: TypeAlias = (
    ClauseAccepted
    | ClauseTranslated
    | TranslationCertified
    | ClauseCountered
    | OfferTabled
    | ClauseReserved
    | FrameCountered
    | InstrumentDrafted
    | IntentSubmitted
    | IntentAccepted
    | IntentDeclined
    | OfferWithdrawn
    | OfferExpired
    | TermsLocked
    | TermsUnlocked
    | ClericalCorrectionProposed
    | ClericalCorrectionConfirmed
    | ClericalCorrectionWithdrawn
    | ClericalErrorCorrected
)
