"""Moves by which a side says what of the deal may be published."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.publicity.events import Item
from api.dealfile.moves.move import InstrumentMove, Move


class ConsentToPublication(InstrumentMove, frozen=True, kw_only=True, tag="consent_to_publication"):
    """Let the ``name``, ``amount`` or ``moment`` of an executed instrument be published.

    Or let its ``original`` be opened to who holds its page code.
    """

    items: tuple[Item, ...]


class WithdrawPublicationConsent(
    InstrumentMove, frozen=True, kw_only=True, tag="withdraw_publication_consent"
):
    """Let it be published no longer."""

    items: tuple[Item, ...]


class DeclareConfidentiality(Move, frozen=True, kw_only=True, tag="declare_confidentiality"):
    """Keep the deal confidential: it is counted and listed nowhere."""


class LiftConfidentiality(Move, frozen=True, kw_only=True, tag="lift_confidentiality"):
    """Take that back for one's side."""


PublicityMove: TypeAlias = (
    ConsentToPublication | WithdrawPublicationConsent | DeclareConfidentiality | LiftConfidentiality
)
