"""How what happens to the terms changes the deal."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.approvals.change import carried
from aggregates.deal.change import ended, moved, with_instrument, without
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.deal.terms import matrix as table
from aggregates.deal.terms.correction import corrected
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.events import (
    ClauseAccepted,
    ClauseCountered,
    ClauseReserved,
    ClauseTranslated,
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    ClericalErrorCorrected,
    FrameCountered,
    InstrumentDrafted,
    IntentAccepted,
    IntentDeclined,
    IntentSubmitted,
    OfferExpired,
    OfferTabled,
    OfferWithdrawn,
    TermsEvent,
    TermsLocked,
    TermsUnlocked,
    TranslationCertified,
)
from aggregates.deal.used import used


def evolve_terms(deal: Deal, event: TermsEvent) -> Deal:  # noqa: C901, PLR0911 - one branch an event
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case (
            ClauseAccepted()
            | ClauseTranslated()
            | TranslationCertified()
            | ClauseCountered()
            | FrameCountered()
            | ClauseReserved()
            | OfferWithdrawn()
            | OfferExpired()
            | ClericalCorrectionConfirmed()
            | ClericalCorrectionWithdrawn()
        ):
            return _on_table(deal, event)
        case ClericalCorrectionProposed():
            return used(_on_table(deal, event), event.correction)
        case OfferTabled():
            return _tabled(deal, event)
        case InstrumentDrafted():
            drafted = Instrument(id=event.instrument, kind=event.kind, tier=event.tier)
            return with_instrument(deal, drafted)
        case IntentSubmitted():
            return _intent_submitted(deal, event)
        case IntentDeclined():
            return _declined(deal, event)
        case TermsLocked():
            return _locked(deal, event)
        case TermsUnlocked():
            return _unlocked(deal, event)
        case ClericalErrorCorrected():
            return _corrected(deal, event)
        case IntentAccepted():
            return deal  # its signature, in the same append, moves the letter
        case _:
            assert_never(event)


def _on_table(deal: Deal, event: table.RowEvent) -> Deal:
    instrument = deal.instruments[event.instrument]
    return with_instrument(deal, replace(instrument, matrix=table.after(instrument.matrix, event)))


def _tabled(deal: Deal, event: OfferTabled) -> Deal:
    instrument = deal.instruments[event.instrument]
    on_table = replace(instrument, matrix=table.tabled(instrument.matrix, event))
    return moved(deal, on_table, Progress.NEGOTIATING)


def _intent_submitted(deal: Deal, event: IntentSubmitted) -> Deal:
    letter = deal.instruments[event.instrument]
    locked = replace(letter, progress=Progress.LOCKED, matrix=table.submitted(event))
    return replace(with_instrument(deal, locked), stage=Stage.INTENT)


def _declined(deal: Deal, event: IntentDeclined) -> Deal:
    parties = replace(deal.parties, ended_at=event.at)
    return ended(deal, Stage.DECLINED, event.at, parties)


def _locked(deal: Deal, event: TermsLocked) -> Deal:
    instrument = deal.instruments[event.instrument]
    matrix = replace(instrument.matrix, locked_sha256=event.terms_sha256)
    return moved(deal, replace(instrument, matrix=matrix), Progress.LOCKED)


def _unlocked(deal: Deal, event: TermsUnlocked) -> Deal:
    instrument = deal.instruments[event.instrument]
    matrix = replace(instrument.matrix, locked_sha256="", correction=None)
    approvals = without(instrument.approvals, event.voids)
    changed = replace(instrument, matrix=matrix, approvals=approvals)
    return moved(deal, changed, Progress.NEGOTIATING)


def _corrected(deal: Deal, event: ClericalErrorCorrected) -> Deal:
    instrument = deal.instruments[event.instrument]
    approvals = carried(instrument.approvals, event)
    matrix = corrected(instrument.matrix, event)
    changed = replace(instrument, matrix=matrix, approvals=approvals)
    return moved(deal, changed, Progress.APPROVING if approvals else Progress.LOCKED)
