"""What happens in the signing of the locked deal, step by step."""

from __future__ import annotations

import msgspec
from locked_deal import AGREED, OPENING, TERMS, attestation, revision
from msgspec.structs import replace
from people import NOON

from aggregates.deal.approvals.events import ApprovalGranted, ApprovalRequested
from aggregates.deal.signing.events import SignatureApplied, SigningOpened

REQUESTED = ApprovalRequested(
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    kind="board",
    principal="linghai",
    approver="gu",
    terms_sha256=TERMS,
    by="lin-yue",
)
GRANTED = ApprovalGranted(
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    terms_sha256=TERMS,
    mandate="mandate-9",
    rates=(),
    by="gu",
)
SIGNING_OPENED = SigningOpened(
    **msgspec.structs.asdict(OPENING),
    at=NOON,
    instrument="agreement-1",
    principal="linghai",
    by="lin-yue",
)
IN_SIGNING = (*AGREED, SIGNING_OPENED)
WEN_SIGNED = SignatureApplied(
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    principal="linghai",
    by="wen-hao",
    mandate="mandate-1",
    terms_sha256=TERMS,
    revision=revision(1),
    certificate_sha256="ce" * 32,
    consent=attestation("linghai-1", 1).consent,
)
QUISPE_SIGNED = replace(
    WEN_SIGNED,
    field="andes-1",
    principal="andes",
    by="quispe",
    mandate="mandate-2",
    revision=revision(2),
)
