"""Moves that put on record what authorities say of an executed instrument."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import assert_never

from aggregates.deal.authorities import annul as annulling
from aggregates.deal.authorities import attach_attestation as attaching
from aggregates.deal.authorities import lift_suspension as lifting
from aggregates.deal.authorities import record_dispute as disputing
from aggregates.deal.authorities import settle_dispute as settling
from aggregates.deal.authorities import suspend_execution as suspending
from aggregates.vocabulary import Actor, Role, Sha256
from api.dealfile.moves import authorities as moves
from api.play.stage import Stage
from api.play.venue import Told


def play_authorities(stage: Stage, at: datetime, move: moves.AuthoritiesMove) -> Told:
    """Send the command that ``move`` stands for, as its person; its document is kept as a blob."""
    official = stage.cast.actor(move, Role.OFFICIAL)
    match move:
        case moves.RecordDispute() | moves.SettleDispute():
            return _dispute(stage, at, move, official)
        case moves.SuspendExecution() | moves.Annul():
            return _decision(stage, at, move, official)
        case moves.LiftSuspension():
            document, sha256 = _kept(move.decision)
            lift = lifting.LiftSuspension(
                actor=official, at=at, decision=move.suspension, decision_sha256=sha256
            )
            return stage.edition(stage.source, lifting.lift_suspension, lift, (document,))
        case moves.AttachAttestation():
            return _attach(stage, at, move)
        case _:
            assert_never(move)


def _dispute(
    stage: Stage, at: datetime, move: moves.RecordDispute | moves.SettleDispute, actor: Actor
) -> Told:
    if isinstance(move, moves.SettleDispute):
        document, sha256 = _kept(move.decision)
        settlement = settling.SettleDispute(
            actor=actor,
            at=at,
            dispute=move.dispute,
            outcome=move.outcome,
            decision_sha256=sha256,
        )
        return stage.edition(stage.source, settling.settle_dispute, settlement, (document,))
    document, sha256 = _kept(move.document)
    dispute = disputing.RecordDispute(
        actor=actor,
        at=at,
        dispute=move.dispute,
        instrument=_instrument(stage, move.instrument),
        kind=move.kind,
        authority=move.authority,
        document_sha256=sha256,
    )
    return stage.edition(stage.source, disputing.record_dispute, dispute, (document,))


def _decision(
    stage: Stage, at: datetime, move: moves.SuspendExecution | moves.Annul, actor: Actor
) -> Told:
    document, sha256 = _kept(move.decision)
    instrument = _instrument(stage, move.instrument)
    if isinstance(move, moves.Annul):
        annulment = annulling.Annul(
            actor=actor,
            at=at,
            decision=move.annulment,
            instrument=instrument,
            kind=move.kind,
            authority=move.authority,
            decision_sha256=sha256,
        )
        return stage.edition(stage.source, annulling.annul, annulment, (document,))
    suspension = suspending.SuspendExecution(
        actor=actor,
        at=at,
        decision=move.suspension,
        instrument=instrument,
        kind=move.kind,
        authority=move.authority,
        decision_sha256=sha256,
    )
    return stage.edition(stage.source, suspending.suspend_execution, suspension, (document,))


def _attach(stage: Stage, at: datetime, move: moves.AttachAttestation) -> Told:
    document, sha256 = _kept(move.document)
    command = attaching.AttachAttestation(
        actor=stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER),
        at=at,
        attestation=move.attestation,
        instrument=_instrument(stage, move.instrument),
        kind=move.kind,
        authority=move.authority,
        document_sha256=sha256,
    )
    return stage.edition(stage.source, attaching.attach_attestation, command, (document,))


def _instrument(stage: Stage, name: str) -> str:
    return stage.cast.id(stage.file.instrument(name).id)


def _kept(text: str) -> tuple[bytes, Sha256]:
    document = text.encode()
    return document, hashlib.sha256(document).hexdigest()
