"""What follows when the last one has signed: the instrument is executed, and has its effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.amending.text import consolidated_by
from aggregates.deal.ending.events import DealTerminated, Ground
from aggregates.deal.signing.events import AgreementSigned, InstrumentExecuted
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Kind, Sha256

ExecutionEvent: TypeAlias = AgreementSigned | InstrumentExecuted | TextConsolidated | DealTerminated


def execution(
    deal: Deal, instrument: Instrument, pdf_sha256: Sha256, at: datetime, *, in_file: bool
) -> Sequence[ExecutionEvent]:
    """Return the execution of ``instrument`` and its effect: another text, the end of the deal.

    ``pdf_sha256`` is the newest revision; ``in_file`` whether its seats were signed in it.
    """
    terms = instrument.matrix.locked_sha256
    facts = {"instrument": instrument.id, "terms_sha256": terms, "pdf_sha256": pdf_sha256}
    signed = in_file and instrument.id == deal.leading
    executed = InstrumentExecuted(at=at, **facts)
    return [
        *([AgreementSigned(at=at, **facts)] if signed else []),
        executed,
        *_effect(deal, instrument, executed),
    ]


def _effect(
    deal: Deal, instrument: Instrument, executed: InstrumentExecuted
) -> Sequence[TextConsolidated | DealTerminated]:
    if instrument.kind is Kind.AMENDMENT:
        return [consolidated_by(deal, instrument, executed)]
    if instrument.kind is Kind.TERMINATION:
        return [
            DealTerminated(
                at=executed.at,
                ground=Ground.MUTUAL,
                instrument=instrument.id,
                notice="",
                principal="",
                by="",
            )
        ]
    return []
