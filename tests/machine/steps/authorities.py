"""What authorities say of what was executed, each step as the command that is sent."""

from __future__ import annotations

from machine.cast import OFFICIAL, ORGANISER
from machine.decisions import Step
from machine.digests import DEAL_ID
from machine.model import Model
from machine.steps.filings import document
from machine.steps.parties import CLASSIFICATION, lead
from msgspec.structs import replace

from aggregates.deal.authorities.annul import Annul
from aggregates.deal.authorities.attach_attestation import AttachAttestation
from aggregates.deal.authorities.events import (
    AttestationKind,
    DecisionKind,
    DisputeKind,
    Outcome,
)
from aggregates.deal.authorities.lift_suspension import LiftSuspension
from aggregates.deal.authorities.record_dispute import RecordDispute
from aggregates.deal.authorities.settle_dispute import SettleDispute
from aggregates.deal.authorities.suspend_execution import SuspendExecution
from aggregates.deal.classification.correct_classification import CorrectClassification
from aggregates.deal.classification.schedule_ceremony import ScheduleCeremony
from aggregates.deal.classification.state_attributes import StateAttributes

COURT = "Court of the Harbour"


def dispute(model: Model, paper: str) -> Step:
    command = RecordDispute(
        actor=OFFICIAL,
        at=model.now,
        dispute=model.next_id("dispute"),
        instrument=paper,
        kind=DisputeKind.LITIGATION,
        authority=COURT,
        document_sha256=document("a statement of claim"),
    )
    return Step("record_dispute", command)


def settle(model: Model, name: str) -> Step:
    command = SettleDispute(
        actor=OFFICIAL,
        at=model.now,
        dispute=name,
        outcome=Outcome.SETTLED,
        decision_sha256=document(f"{name} is settled"),
    )
    return Step("settle_dispute", command)


def halt(model: Model, paper: str) -> Step:
    command = SuspendExecution(
        actor=OFFICIAL,
        at=model.now,
        decision=model.next_id("decision"),
        instrument=paper,
        kind=DecisionKind.INTERIM_ORDER,
        authority=COURT,
        decision_sha256=document("an interim order"),
    )
    return Step("suspend_execution", command)


def lift(model: Model, name: str) -> Step:
    command = LiftSuspension(
        actor=OFFICIAL,
        at=model.now,
        decision=name,
        decision_sha256=document(f"{name} is lifted"),
    )
    return Step("lift_suspension", command)


def annul(model: Model, paper: str) -> Step:
    command = Annul(
        actor=OFFICIAL,
        at=model.now,
        decision=model.next_id("decision"),
        instrument=paper,
        kind=DecisionKind.JUDGMENT,
        authority=COURT,
        decision_sha256=document("a judgment"),
    )
    return Step("annul", command)


def attach(model: Model, side: str, paper: str) -> Step:
    name = model.next_id("attestation")
    command = AttachAttestation(
        actor=lead(model, side),
        at=model.now,
        attestation=name,
        instrument=paper,
        kind=AttestationKind.APOSTILLE,
        authority=COURT,
        document_sha256=document(name),
    )
    return Step("attach_attestation", command)


def attribute(model: Model, theme: str | None) -> Step:
    command = StateAttributes(
        actor=ORGANISER,
        at=model.now,
        deal=DEAL_ID,
        theme=theme,
        ultimate_origin="SG",
        reason="It was told so.",
    )
    return Step("state_attributes", command)


def schedule(model: Model, place: int) -> Step:
    item = "item-1" if place else None
    command = ScheduleCeremony(actor=ORGANISER, at=model.now, deal=DEAL_ID, item=item, place=place)
    return Step("schedule_ceremony", command)


def classify(model: Model, industry: str) -> Step:
    said = replace(CLASSIFICATION, industry=industry, made_by=ORGANISER.person)
    command = CorrectClassification(
        actor=ORGANISER, at=model.now, classification=said, reason="It was counted elsewhere."
    )
    return Step("correct_classification", command)
