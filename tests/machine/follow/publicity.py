"""What the notebook says of what may be published."""

from __future__ import annotations

from machine.model import Model

from aggregates.deal.publicity.consent_to_publication import ConsentToPublication
from aggregates.deal.publicity.declare_confidentiality import DeclareConfidentiality
from aggregates.deal.publicity.lift_confidentiality import LiftConfidentiality
from aggregates.deal.publicity.withdraw_publication_consent import WithdrawPublicationConsent

LISTED = {"letter_of_intent", "framework_agreement", "agreement"}


def consent_to_publication(model: Model, command: ConsentToPublication) -> None:
    paper = model.papers[command.instrument]
    assert paper.executed is not None, "what is not executed is not to be published"
    if paper.kind.value not in LISTED:
        asked = {item.value for item in command.items}
        assert asked <= {"original"}, "what is never listed needs no consent"
    side = command.actor.organisation
    model.consents |= {(paper.id, side, item.value) for item in command.items}


def withdraw_publication_consent(model: Model, command: WithdrawPublicationConsent) -> None:
    side = command.actor.organisation
    model.consents -= {(command.instrument, side, item.value) for item in command.items}


def declare_confidentiality(model: Model, command: DeclareConfidentiality) -> None:
    model.confidential.add(command.actor.organisation)


def lift_confidentiality(model: Model, command: LiftConfidentiality) -> None:
    model.confidential.discard(command.actor.organisation)
