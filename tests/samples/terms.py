"""Samples of what happens to the terms of an instrument."""

from __future__ import annotations

from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.events import (
    Bindingness,
    ClauseTranslated,
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    ClericalErrorCorrected,
    InstrumentDrafted,
    IntentAccepted,
    IntentDeclined,
    IntentSubmitted,
    TermsLocked,
    TermsUnlocked,
    TranslationCertified,
)
from aggregates.vocabulary import ClauseText, Kind, Tier
from samples.world import CAPITAL, DELIVERY, FRAME, PURPOSE, at, digest, until

SPANISH = ClauseText(title="Capital social", body="Las partes aportan el capital indicado.")
OLD, NEW = digest("clause 2 with its slip"), digest("clause 2 mended")
CORRECTED_TERMS = digest("terms of agreement-1, mended")

EVENTS = (
    InstrumentDrafted(
        at=at(1, 12),
        instrument="letter-1",
        kind=Kind.LETTER_OF_INTENT,
        tier=Tier.INTENTION,
        principal="linghai",
        by="lin-yue",
    ),
    IntentSubmitted(
        at=at(2),
        instrument="letter-1",
        principal="linghai",
        by="lin-yue",
        frame=FRAME,
        clauses=(PURPOSE, CAPITAL, DELIVERY),
        bindingness=Bindingness.NOT_BINDING,
        terms_sha256=digest("terms of letter-1"),
        expires_at=until(4),
    ),
    IntentAccepted(
        at=at(3),
        instrument="letter-1",
        principal="andes",
        by="rojas",
        terms_sha256=digest("terms of letter-1"),
    ),
    IntentDeclined(
        at=at(3, 15),
        instrument="letter-1",
        principal="andes",
        by="rojas",
        reason="We look for a partner with works in the region.",
    ),
    ClauseTranslated(
        at=at(8),
        instrument="agreement-1",
        clause="2",
        clause_sha256=digest("clause 2"),
        language="es",
        text=SPANISH,
        translation_sha256=digest("clause 2 in Spanish"),
        by="rojas",
    ),
    TranslationCertified(
        at=at(8, 11),
        instrument="agreement-1",
        clause="2",
        clause_sha256=digest("clause 2"),
        language="zh-Hans",
        translation_sha256=digest("clause 2 in Chinese"),
        by="gu-lan",
    ),
    TermsLocked(
        at=at(12, 14),
        instrument="agreement-1",
        terms_sha256=digest("terms of agreement-1"),
        parties_sha256=digest("parties"),
        principal="andes",
        by="quispe",
    ),
    TermsUnlocked(
        at=at(12, 15),
        instrument="agreement-1",
        principal="linghai",
        by="lin-yue",
        reason="The capacity has to be stated in megawatts.",
        voids=("A-1", "A-2"),
    ),
    ClericalCorrectionProposed(
        at=at(13),
        instrument="agreement-1",
        correction="correction-1",
        clause=CAPITAL,
        translations={"es": SPANISH},
        old_clause_sha256=OLD,
        new_clause_sha256=NEW,
        new_terms_sha256=CORRECTED_TERMS,
        principal="andes",
        by="quispe",
        reason="One letter of a word is missing.",
    ),
    ClericalCorrectionConfirmed(
        at=at(13, 10),
        instrument="agreement-1",
        correction="correction-1",
        new_terms_sha256=CORRECTED_TERMS,
        principal="linghai",
        approval="A-1",
        by="gu-lan",
    ),
    ClericalCorrectionWithdrawn(
        at=at(13, 10),
        instrument="agreement-1",
        correction="correction-2",
        principal="andes",
        by="quispe",
        reason="The word is right as it is.",
    ),
    ClericalErrorCorrected(
        at=at(13, 11),
        instrument="agreement-1",
        correction="correction-1",
        clause=CAPITAL,
        translations={"es": SPANISH},
        old_clause_sha256=OLD,
        new_clause_sha256=NEW,
        old_terms_sha256=digest("terms of agreement-1"),
        new_terms_sha256=CORRECTED_TERMS,
        parties_sha256=digest("parties"),
        confirmed_approvals=("A-1",),
        voids=("A-2",),
        by="lin-yue",
    ),
)
