"""Approvals of locked terms: asked for, given, refused."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import FOR_GOOD, INSTRUMENT, REASON, Act, Field, pick, subject
from api.web.deals.matters import APPROVALS

_TERMS: Final = Field(name="terms_sha256", asks="terms")

ACTS: Final = (
    Act(
        id="request_approval",
        label=N_("Ask for an approval"),
        group="approvals",
        binds=N_("The approver is asked to say yes to exactly the terms that are locked."),
        revocable=N_("Yes, until the approver has answered."),
        fields=(
            INSTRUMENT,
            pick("kind", N_("Of"), *APPROVALS.items()),
            Field(
                name="approver",
                asks="colleague",
                label=N_("Approver"),
                help=N_("Somebody who drafted none of it."),
            ),
            _TERMS,
        ),
        stages=frozenset({Stage.AGREED, Stage.APPROVING}),
    ),
    Act(
        id="grant_approval",
        label=N_("Approve the terms"),
        group="approvals",
        binds=N_("Your yes is to exactly these terms. It falls if a word of them changes."),
        revocable=FOR_GOOD,
        mandate=N_("The one that you name; its limit must cover the amount of the instrument."),
        fields=(
            INSTRUMENT,
            subject("approval"),
            _TERMS,
            Field(name="mandate", asks="mandate", label=N_("Under which mandate")),
        ),
    ),
    Act(
        id="refuse_approval",
        label=N_("Refuse, with conditions"),
        group="approvals",
        binds=N_(
            "The terms are open again, and every approval of them falls. Say under which "
            "conditions you would approve: all sides read it."
        ),
        revocable=FOR_GOOD,
        fields=(
            INSTRUMENT,
            subject("approval"),
            _TERMS,
            Field(name="reason", asks="text", label=N_("Reason and conditions")),
        ),
        danger=True,
    ),
    Act(
        id="withdraw_approval_request",
        label=N_("Withdraw the request"),
        group="approvals",
        binds=N_("The approver is not asked any more."),
        revocable=N_("Ask again at any time."),
        fields=(INSTRUMENT, subject("approval"), REASON),
    ),
)
