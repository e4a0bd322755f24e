"""What authorities and courts decide of an agreement, and what is attached to it."""

from __future__ import annotations

from aggregates.deal.authorities.annul import Annul, annul
from aggregates.deal.authorities.attach_attestation import AttachAttestation, attach_attestation
from aggregates.deal.authorities.lift_suspension import LiftSuspension, lift_suspension
from aggregates.deal.authorities.record_dispute import RecordDispute, record_dispute
from aggregates.deal.authorities.settle_dispute import SettleDispute, settle_dispute
from aggregates.deal.authorities.suspend_execution import SuspendExecution, suspend_execution
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, record_dispute, RecordDispute, fresh=("dispute",))
command(router, settle_dispute, SettleDispute)
command(router, suspend_execution, SuspendExecution, fresh=("decision",))
command(router, lift_suspension, LiftSuspension)
command(router, annul, Annul, fresh=("decision",))
command(router, attach_attestation, AttachAttestation, fresh=("attestation",))
