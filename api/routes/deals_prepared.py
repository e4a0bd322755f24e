"""What was prepared to be signed by a key outside."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.deal.guards import require_instrument
from aggregates.deal.signing.complete_signature import require_prepared
from aggregates.deal.signing.events import SignaturePrepared
from aggregates.errors import RuleError
from aggregates.vocabulary import InstrumentId, MandateId, PersonId, Sha256
from api.contracts.outside import laid_out_for
from api.contracts.room import Room
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.reply import Reply
from api.http.router import Router

router = Router("deals")


class PreparedNow(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for somebody's signature, until ``expires_at``.

    The file of ``pdf_sha256`` is a document of the deal: ``previous_pdf_sha256`` with one update.
    The signature covers all of it but its octets ``contents_start`` to ``contents_end``, and is
    over ``signed_attributes`` (DER); these and ``certificate`` (DER) are in base64.
    """

    instrument: InstrumentId
    field: str
    person: PersonId
    mandate: MandateId
    key: Sha256
    base_pdf_sha256: Sha256
    previous_pdf_sha256: Sha256
    pdf_sha256: Sha256
    contents_start: int
    contents_end: int
    signed_attributes: bytes
    certificate: bytes
    expires_at: datetime


@router.get("/deals/{deal}/instruments/{instrument}/prepared_signature", answer=PreparedNow)
def read_prepared_signature(asked: Asked) -> Reply:
    """Return what was prepared for who asks, and waits for their signature.

    Raises:
        RuleError: ``unknown_instrument``, ``not_prepared``, ``turn_over``.
    """
    book = asked.site.places.deal(asked.path["deal"])
    room = Room(asked.site.installation, book, asked.path["deal"])
    deal = book.state(room.source)
    require_related(asked, deal)
    signing = require_instrument(deal, asked.path["instrument"]).signing
    turn = None if signing is None else signing.turn
    waiting = None if turn is None else turn.prepared
    if signing is None or turn is None or waiting is None:
        raise RuleError("not_prepared", field="")
    digest = waiting.revision.pdf_sha256
    require_prepared(signing, waiting.field, digest, asked.actor, asked.at)
    now = _now(room, waiting, turn.expires_at.at)
    return Reply(content=now, headers={"cache-control": "no-store"})


def _now(room: Room, waiting: SignaturePrepared, expires_at: datetime) -> PreparedNow:
    laid_out = laid_out_for(room, waiting)
    return PreparedNow(
        instrument=waiting.instrument,
        field=waiting.field,
        person=waiting.by,
        mandate=waiting.mandate,
        key=waiting.key,
        base_pdf_sha256=waiting.revision.base_pdf_sha256,
        previous_pdf_sha256=waiting.revision.previous_pdf_sha256,
        pdf_sha256=waiting.revision.pdf_sha256,
        contents_start=waiting.contents_start,
        contents_end=waiting.contents_end,
        signed_attributes=laid_out.to_be_signed,
        certificate=laid_out.certificate.der,
        expires_at=expires_at,
    )
