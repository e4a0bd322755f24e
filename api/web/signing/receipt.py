"""What somebody is given who has signed: what was recorded, where, and who outside has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from aggregates.deal.signing.events import Revision
from aggregates.vocabulary import InstrumentId, Sha256
from api.deals.timeline import Moment
from api.receipts.standing import HowWitnessed
from api.routes.deals_history import HistoricEvent
from api.web.deals.reading import history_of, timeline_of
from api.web.visit import Visit


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One signature as it is recorded. ``version`` is what its file of proof is asked for by."""

    at: datetime
    position: int
    version: int
    leaf_sha256: str
    pdf_sha256: Sha256
    certificate_sha256: Sha256
    sentence: str
    witnessed: HowWitnessed


async def receipt_for(
    visit: Visit, deal: str, instrument: InstrumentId, field: str
) -> Receipt | None:
    """Return the receipt of the signature at a field; none where its event is not theirs to read.

    Raises:
        CodedError: as ``read_history``, ``read_timeline``.
    """
    found = _signature(await history_of(visit, deal), instrument, field)
    if found is None:
        return None
    moments = await timeline_of(visit, deal)
    return _receipt(found, next(one for one in moments if one.version == found.version))


def _signature(
    history: Sequence[HistoricEvent], instrument: InstrumentId, field: str
) -> HistoricEvent | None:
    """Return the last event that names the field and a certificate: the one that signed it."""
    for one in reversed(history):
        event = one.event
        named = event.get("instrument"), event.get("field")
        if named == (instrument, field) and "certificate_sha256" in event:
            return one
    return None


def _receipt(signed: HistoricEvent, moment: Moment) -> Receipt:
    revision = msgspec.convert(signed.event["revision"], Revision)
    return Receipt(
        at=moment.at,
        position=signed.position,
        version=signed.version,
        leaf_sha256=signed.leaf_sha256,
        pdf_sha256=revision.pdf_sha256,
        certificate_sha256=str(signed.event["certificate_sha256"]),
        sentence=moment.sentence or moment.type,
        witnessed=moment.witnessed,
    )
