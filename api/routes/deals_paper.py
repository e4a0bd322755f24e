"""Execution by hand, on the printed base PDF."""

from __future__ import annotations

import msgspec

from aggregates.deal.guards import require_instrument
from aggregates.deal.paper.attest_paper_execution import (
    AttestPaperExecution,
    attest_paper_execution,
)
from aggregates.deal.paper.confirm_paper_execution import (
    ConfirmPaperExecution,
    confirm_paper_execution,
)
from aggregates.deal.paper.record_paper_execution import (
    RecordPaperExecution,
    record_paper_execution,
)
from aggregates.deal.state import Instrument
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import InstrumentId, Sha256
from api.contracts.prepared import Prepared
from api.http.commands import command
from api.http.papers import Desk, paper_command
from api.http.router import Router
from ledger.sources import Each

router = Router("deals")


class Compared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official has compared the paper with the scan of this digest and the base of that one."""

    instrument: InstrumentId
    base_pdf_sha256: Sha256
    scan_sha256: Sha256


def _attest(desk: Desk, body: Compared) -> Prepared:
    instrument = require_instrument(desk.deal, body.instrument)
    sent = AttestPaperExecution(
        actor=desk.actor,
        at=desk.asked.at,
        instrument=body.instrument,
        base_pdf_sha256=body.base_pdf_sha256,
        scan_sha256=body.scan_sha256,
    )
    streams = (desk.room.source, _mandates_on(instrument))
    return Prepared(streams=streams, decision=attest_paper_execution, command=sent)


def _mandates_on(instrument: Instrument) -> Each[Mandate]:
    """Return the mandates under which the paper was signed."""
    paper = instrument.signing.paper if instrument.signing else None
    return Each(MANDATE, [one.mandate for one in paper.signatures] if paper else [])


command(router, record_paper_execution, RecordPaperExecution)
command(router, confirm_paper_execution, ConfirmPaperExecution)
paper_command(
    router, attest_paper_execution, Compared, _attest, shows=lambda body: body.scan_sha256
)
