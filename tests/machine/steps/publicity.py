"""What people say of what may be published, each as the command that they send."""

from __future__ import annotations

from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import lead

from aggregates.deal.publicity.consent_to_publication import ConsentToPublication
from aggregates.deal.publicity.declare_confidentiality import DeclareConfidentiality
from aggregates.deal.publicity.events import Item
from aggregates.deal.publicity.lift_confidentiality import LiftConfidentiality
from aggregates.deal.publicity.withdraw_publication_consent import WithdrawPublicationConsent


def consent(model: Model, by: str, paper: str, *items: Item) -> Step:
    command = ConsentToPublication(
        actor=lead(model, by), at=model.now, instrument=paper, items=items
    )
    return Step("consent_to_publication", command)


def withdraw_consent(model: Model, by: str, paper: str, *items: Item) -> Step:
    command = WithdrawPublicationConsent(
        actor=lead(model, by), at=model.now, instrument=paper, items=items
    )
    return Step("withdraw_publication_consent", command)


def declare(model: Model, by: str) -> Step:
    command = DeclareConfidentiality(actor=lead(model, by), at=model.now)
    return Step("declare_confidentiality", command)


def lift(model: Model, by: str) -> Step:
    command = LiftConfidentiality(actor=lead(model, by), at=model.now)
    return Step("lift_confidentiality", command)
