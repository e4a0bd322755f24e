"""Moves that put on record what authorities say of an executed instrument."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.authorities.events import (
    AttestationKind,
    DecisionKind,
    DisputeKind,
    Outcome,
)
from api.dealfile.fields import Id, Name, Prose
from api.dealfile.moves.move import InstrumentMove, Move


class RecordDispute(InstrumentMove, frozen=True, kw_only=True, tag="record_dispute"):
    """Record that the instrument is in dispute; ``dispute`` is the record's id."""

    dispute: Id
    kind: DisputeKind
    authority: Name
    document: Prose


class SettleDispute(Move, frozen=True, kw_only=True, tag="settle_dispute"):
    """Record how a dispute ended."""

    dispute: Id
    outcome: Outcome
    decision: Prose


class SuspendExecution(InstrumentMove, frozen=True, kw_only=True, tag="suspend_execution"):
    """Record that an authority suspended the execution; ``suspension`` is the record's id."""

    suspension: Id
    kind: DecisionKind
    authority: Name
    decision: Prose


class LiftSuspension(Move, frozen=True, kw_only=True, tag="lift_suspension"):
    """Record that the execution may go on."""

    suspension: Id
    decision: Prose


class Annul(InstrumentMove, frozen=True, kw_only=True, tag="annul"):
    """Record that an authority annulled the instrument; ``annulment`` is the record's id."""

    annulment: Id
    kind: DecisionKind
    authority: Name
    decision: Prose


class AttachAttestation(InstrumentMove, frozen=True, kw_only=True, tag="attach_attestation"):
    """Put a side document beside the instrument; ``attestation`` is its id."""

    attestation: Id
    kind: AttestationKind
    authority: Name
    document: Prose


AuthoritiesMove: TypeAlias = (
    RecordDispute | SettleDispute | SuspendExecution | LiftSuspension | Annul | AttachAttestation
)
