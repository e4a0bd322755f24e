"""Prepare the seal of an executed instrument: archive the file, and see that it will last."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from aggregates.deal.signing.seal_agreement import SealAgreement, seal_agreement
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Actor
from api.contracts.archiving import archived_paper, archived_step
from api.contracts.opening import digest
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from signing.registry.detaching import detached_over

LEVEL: Final = "B-LTA"
"""With evidence and a time-stamp over all of it (ETSI EN 319 142-1 clause 6)."""


def prepare_seal(
    room: Room, deal: Deal, instrument: Instrument, at: datetime, actor: Actor
) -> Prepared | None:
    """Return the sealing of the newest revision; None if it is sealed already.

    Raises:
        RuleError: ``no_signing``, and as `seal_agreement`: nothing is archived that may not be.
        LedgerError: as reading a file.
        SignatureError: as `archived_paper`.
    """
    paper = room.paper_of(instrument)
    plan = SealAgreement(
        actor=actor,
        at=at,
        instrument=instrument.id,
        revision=archived_step(paper),
        level=LEVEL,
    )
    if instrument.signing is not None and instrument.signing.sealed:
        return None
    seal_agreement(deal, plan)
    pdf = archived_paper(room, paper, at)
    return Prepared(
        streams=room.source,
        decision=seal_agreement,
        command=replace(
            plan,
            revision=replace(plan.revision, pdf_sha256=digest(pdf)),
            detached=detached_over(room.authority, paper.terms_sha256),
        ),
        blobs=(pdf,),
    )
