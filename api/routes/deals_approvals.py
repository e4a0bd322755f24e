"""Approvals of locked terms."""

from __future__ import annotations

import msgspec

from aggregates.deal import DEAL
from aggregates.deal.approvals.grant_approval import GrantApproval, grant_approval
from aggregates.deal.approvals.refuse_approval import RefuseApproval, refuse_approval
from aggregates.deal.approvals.request_approval import RequestApproval, request_approval
from aggregates.deal.approvals.withdraw_approval_request import (
    WithdrawApprovalRequest,
    withdraw_approval_request,
)
from aggregates.mandate import MANDATE
from aggregates.rates import RATES
from aggregates.vocabulary import InstrumentId, MandateId, Sha256
from api.contracts.prepared import Prepared, Streams
from api.contracts.room import RATES_KEY
from api.http.commands import command, prepared_command
from api.http.errand import Errand
from api.http.router import Router
from ledger.recorded import Answer
from ledger.sources import One

router = Router("deals")


class Approving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The approver says yes to the terms of this digest, under a mandate that lets them."""

    instrument: InstrumentId
    approval: str
    terms_sha256: Sha256
    mandate: MandateId


def _granted(errand: Errand, body: Approving) -> tuple[Streams, Answer]:
    asked = errand.asked
    sent = GrantApproval(
        actor=asked.actor,
        at=asked.at,
        instrument=body.instrument,
        approval=body.approval,
        terms_sha256=body.terms_sha256,
    )
    streams = (One(DEAL, asked.path["deal"]), One(MANDATE, body.mandate), One(RATES, RATES_KEY))
    prepared = Prepared(streams=streams, decision=grant_approval, command=sent)
    return streams, errand.carried_out(prepared)


command(router, request_approval, RequestApproval, fresh=("approval",))
prepared_command(router, grant_approval, Approving, _granted)
command(router, refuse_approval, RefuseApproval)
command(router, withdraw_approval_request, WithdrawApprovalRequest)
