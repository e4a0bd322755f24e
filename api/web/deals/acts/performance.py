"""What is done once an agreement is signed: conditions, contributions, milestones, the close."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import (
    FOR_GOOD,
    REASON,
    Act,
    Field,
    file,
    subject,
)

_EVIDENCE: Final = file("evidence_sha256", N_("Evidence"))
_AMOUNT: Final = Field(name="amount", asks="money", label=N_("Amount"))
_EFFECTIVE: Final = frozenset({Stage.EFFECTIVE})

ACTS: Final = (
    Act(
        id="confirm_schedule",
        label=N_("Agree to the schedule"),
        group="performance",
        binds=N_("What is to be done, by whom and until when, once every side has agreed to it."),
        fields=(subject("proposal"), subject("schedule_sha256")),
    ),
    Act(
        id="satisfy_condition",
        label=N_("Find the condition met"),
        group="performance",
        binds=N_("The condition precedent is met, as this document shows."),
        fields=(subject("condition"), _EVIDENCE),
    ),
    Act(
        id="waive_condition",
        label=N_("Waive the condition"),
        group="performance",
        binds=N_("Your side does not insist on it. It is waived once all who may have done so."),
        fields=(subject("condition"), REASON),
    ),
    Act(
        id="declare_effective",
        label=N_("Declare the agreement effective"),
        group="performance",
        binds=N_("Every condition is met or waived; from now on the agreement is performed."),
        revocable=FOR_GOOD,
        fields=(Field(name="terms_sha256", asks="terms"),),
        stages=frozenset({Stage.SIGNED}),
    ),
    Act(
        id="report_contribution",
        label=N_("Report a payment"),
        group="performance",
        binds=N_("Your side says that it has paid in so much. An official verifies it."),
        fields=(subject("obligation"), _AMOUNT, _EVIDENCE),
        stages=_EFFECTIVE,
    ),
    Act(
        id="verify_contribution",
        label=N_("Verify the payment"),
        group="performance",
        binds=N_("So much of what was reported is proven. Never more than was reported."),
        fields=(subject("report"), _AMOUNT, _EVIDENCE),
        stages=_EFFECTIVE,
    ),
    Act(
        id="report_milestone",
        label=N_("Report it reached"),
        group="performance",
        binds=N_("Your side says that the milestone is reached. An official verifies it."),
        fields=(subject("obligation"), _EVIDENCE),
        stages=_EFFECTIVE,
    ),
    Act(
        id="verify_milestone",
        label=N_("Verify the milestone"),
        group="performance",
        binds=N_("It is proven that the milestone was reached."),
        fields=(subject("report"), _EVIDENCE),
        stages=_EFFECTIVE,
    ),
    Act(
        id="write_off_obligation",
        label=N_("Write it off"),
        group="performance",
        binds=N_("Your side does not ask for it any more. It is gone once all sides have said so."),
        fields=(subject("obligation"), REASON),
        stages=_EFFECTIVE,
        danger=True,
    ),
    Act(
        id="close_deal",
        label=N_("Close the deal as fulfilled"),
        group="end",
        binds=N_("Everything that was agreed is performed or written off. The deal is over."),
        revocable=FOR_GOOD,
        fields=(REASON,),
        stages=_EFFECTIVE,
        back="",
    ),
)
