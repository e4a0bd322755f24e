"""Prepare the renewal of an archived file: ask the rules, archive it anew, see that it lasts."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from aggregates.deal.signing.renew_archive import RenewArchive, renew_archive
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Actor
from api.contracts.archiving import archived_paper, archived_step
from api.contracts.opening import digest
from api.contracts.prepared import Prepared
from api.contracts.room import Room


def prepare_renewal(
    room: Room, deal: Deal, instrument: Instrument, at: datetime, actor: Actor
) -> Prepared:
    """Return the renewal of the newest revision.

    Raises:
        RuleError: ``no_signing``, and as `renew_archive`: nothing is archived that may not be.
        LedgerError: as reading a file.
        SignatureError: as `archived_paper`.
    """
    paper = room.paper_of(instrument)
    plan = RenewArchive(
        actor=actor,
        at=at,
        instrument=instrument.id,
        revision=archived_step(paper),
    )
    renew_archive(deal, plan)
    pdf = archived_paper(room, paper, at)
    return Prepared(
        streams=room.source,
        decision=renew_archive,
        command=replace(plan, revision=replace(plan.revision, pdf_sha256=digest(pdf))),
        blobs=(pdf,),
    )
