"""Moves by which a side says what of the deal may be published."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from aggregates.deal.publicity import consent_to_publication as consenting
from aggregates.deal.publicity import declare_confidentiality as declaring
from aggregates.deal.publicity import lift_confidentiality as lifting
from aggregates.deal.publicity import withdraw_publication_consent as withdrawing
from aggregates.vocabulary import InstrumentId, Role
from api.dealfile.moves import publicity as moves
from api.play.stage import Stage
from api.play.venue import Told


def play_publicity(stage: Stage, at: datetime, move: moves.PublicityMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.ConsentToPublication():
            consent = consenting.ConsentToPublication(
                actor=lead,
                at=at,
                instrument=_instrument(stage, move),
                items=move.items,
            )
            return stage.edition(stage.source, consenting.consent_to_publication, consent)
        case moves.WithdrawPublicationConsent():
            back = withdrawing.WithdrawPublicationConsent(
                actor=lead,
                at=at,
                instrument=_instrument(stage, move),
                items=move.items,
            )
            return stage.edition(stage.source, withdrawing.withdraw_publication_consent, back)
        case moves.DeclareConfidentiality():
            keeping = declaring.DeclareConfidentiality(actor=lead, at=at)
            return stage.edition(stage.source, declaring.declare_confidentiality, keeping)
        case moves.LiftConfidentiality():
            letting = lifting.LiftConfidentiality(actor=lead, at=at)
            return stage.edition(stage.source, lifting.lift_confidentiality, letting)
        case _:
            assert_never(move)


def _instrument(
    stage: Stage, move: moves.ConsentToPublication | moves.WithdrawPublicationConsent
) -> InstrumentId:
    return stage.cast.id(stage.file.instrument(move.instrument).id)
