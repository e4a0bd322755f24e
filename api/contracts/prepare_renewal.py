"""Prepare the renewal of an archived file: ask the rules, archive it anew, see that it lasts."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.renew_archive import RenewArchive, renew_archive
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Actor
from api.contracts.opening import digest, pending
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from signing.registry.archive import archived, require_lasting


def prepare_renewal(
    room: Room, deal: Deal, instrument: Instrument, at: datetime, actor: Actor
) -> Prepared:
    """Return the renewal of the newest revision.

    Raises:
        RuleError: ``no_signing``, and as `renew_archive`: nothing is archived that may not be.
        LedgerError: as reading a file.
        SignatureError: as `archived`, and ``not_lasting``.
    """
    paper = room.paper_of(instrument)
    plan = RenewArchive(
        actor=actor,
        at=at,
        instrument=instrument.id,
        revision=Revision(
            base_pdf_sha256=paper.base_pdf_sha256,
            previous_pdf_sha256=paper.pdf_sha256,
            pdf_sha256=pending("archived"),
        ),
    )
    renew_archive(deal, plan)
    pdf = archived(paper.pdf, room.authority, (), at)
    require_lasting(pdf, room.authority, at)
    return Prepared(
        streams=room.source,
        decision=renew_archive,
        command=replace(plan, revision=replace(plan.revision, pdf_sha256=digest(pdf))),
        blobs=(pdf,),
    )
