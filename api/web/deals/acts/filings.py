"""Steps before an authority: required, submitted, decided."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import (
    FOR_GOOD,
    INSTRUMENT,
    REASON,
    Act,
    Field,
    file,
    pick,
    subject,
    until,
)
from api.web.deals.matters import EFFECTS, FILINGS

ACTS: Final = (
    Act(
        id="require_filing",
        label=N_("Require a filing"),
        group="filings",
        binds=N_("A side must put this step before the authority until the due time."),
        revocable=N_("Yes: by finding that it is not required after all."),
        fields=(
            INSTRUMENT,
            pick("kind", N_("What is filed"), *FILINGS.items()),
            Field(name="authority", asks="line", label=N_("Authority")),
            pick("effect", N_("What waits for it"), *EFFECTS.items()),
            Field(name="principal", asks="side", label=N_("Who files"), required=False),
            until("due", N_("Due, by your clock")),
        ),
        stages=frozenset(Stage) - {Stage.DRAFT, Stage.INTENT},
    ),
    Act(
        id="submit_filing",
        label=N_("Record the submission"),
        group="filings",
        binds=N_(
            "Your side says that this document is before the authority. Until its answer the "
            "clocks of the sides stand."
        ),
        revocable=N_("Yes: take the submission back, with a reason."),
        fields=(subject("filing"), file("submission_sha256", N_("What was submitted"))),
    ),
    Act(
        id="withdraw_filing",
        label=N_("Take the submission back"),
        group="filings",
        binds=N_("The authority is not asked any more; the filing is still required."),
        fields=(subject("filing"), REASON),
    ),
    Act(
        id="decide_filing",
        label=N_("Record the decision"),
        group="filings",
        binds=N_("You record what the authority decided, by the document in which it says so."),
        revocable=FOR_GOOD,
        fields=(
            subject("filing"),
            pick(
                "outcome",
                N_("Decision"),
                ("granted", N_("Granted")),
                ("refused", N_("Refused")),
            ),
            file("decision_sha256", N_("The decision")),
            Field(name="reason", asks="text", label=N_("What the authority says"), required=False),
        ),
    ),
    Act(
        id="extend_filing",
        label=N_("Give more time"),
        group="filings",
        binds=N_("The filing is due later."),
        fields=(subject("filing"), until("due", N_("Due, by your clock"))),
    ),
    Act(
        id="lift_filing",
        label=N_("Find it is not required"),
        group="filings",
        binds=N_("Nothing waits for this filing any more."),
        fields=(subject("filing"), REASON),
    ),
)
