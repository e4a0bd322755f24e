"""What the notebook says of what authorities said, and of how the fair counts the deal."""

from __future__ import annotations

from machine.later import Record
from machine.model import Model

from aggregates.deal.authorities.annul import Annul
from aggregates.deal.authorities.attach_attestation import AttachAttestation
from aggregates.deal.authorities.lift_suspension import LiftSuspension
from aggregates.deal.authorities.record_dispute import RecordDispute
from aggregates.deal.authorities.settle_dispute import SettleDispute
from aggregates.deal.authorities.suspend_execution import SuspendExecution
from aggregates.deal.classification.correct_classification import CorrectClassification
from aggregates.deal.classification.schedule_ceremony import ScheduleCeremony
from aggregates.deal.classification.state_attributes import StateAttributes
from aggregates.vocabulary import Command, Role


def record_dispute(model: Model, command: RecordDispute) -> None:
    _require_official(model, command, command.instrument)
    model.disputes[command.dispute] = Record(command.instrument)


def settle_dispute(model: Model, command: SettleDispute) -> None:
    known = model.disputes[command.dispute]
    assert not known.ended, "it ends once"
    model.disputes[command.dispute] = known._replace(ended=True)


def suspend_execution(model: Model, command: SuspendExecution) -> None:
    _require_official(model, command, command.instrument)
    model.halts[command.decision] = Record(command.instrument)


def lift_suspension(model: Model, command: LiftSuspension) -> None:
    known = model.halts[command.decision]
    assert not known.ended, "it is lifted once"
    model.halts[command.decision] = known._replace(ended=True)


def annul(model: Model, command: Annul) -> None:
    _require_official(model, command, command.instrument)
    model.annulled.add(command.instrument)


def attach_attestation(model: Model, command: AttachAttestation) -> None:
    assert model.papers[command.instrument].executed is not None, "of what was executed"
    model.attached.add(command.attestation)


def correct_classification(model: Model, command: CorrectClassification) -> None:
    by = command.actor
    assert by.role is Role.ORGANISER, "the fair says how it counts"
    assert by.organisation not in model.sides, "and no side"
    model.classification = command.classification


def state_attributes(model: Model, command: StateAttributes) -> None:
    assert command.actor.role is Role.ORGANISER, "the fair says how it counts"
    assert command.theme != "unheard-of", "by what is in its lists"
    model.theme = command.theme


def schedule_ceremony(model: Model, command: ScheduleCeremony) -> None:
    assert command.actor.role is Role.ORGANISER, "the fair runs its ceremony"
    model.place = command.place


def _require_official(model: Model, command: Command, paper: str) -> None:
    assert command.actor.role is Role.OFFICIAL, "an official records it"
    assert command.actor.organisation not in model.sides, "of none of the sides"
    assert model.papers[paper].executed is not None, "of what was executed"
