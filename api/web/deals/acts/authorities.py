"""What offices record: disputes, decisions, attestations, how a deal is counted."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.deals.standing import DealStanding
from api.http.acting import Acting
from api.web.catalogues import N_
from api.web.deals.acts.act import (
    FOR_GOOD,
    INSTRUMENT,
    REASON,
    Act,
    Body,
    Field,
    file,
    pick,
    subject,
)
from api.web.deals.matters import ATTESTATIONS, DECISIONS, DIRECTIONS, DISPUTES, MODES, OUTCOMES

_SIGNED_ON: Final = frozenset({Stage.SIGNED, Stage.EFFECTIVE, Stage.FULFILLED, Stage.TERMINATED})
_AUTHORITY: Final = Field(name="authority", asks="line", label=N_("Court, tribunal or office"))
_DECISION: Final = file("decision_sha256", N_("The decision"))
_KIND: Final = pick("kind", N_("Kind of decision"), *DECISIONS.items())


def _classified(body: Body, deal: DealStanding, who: Acting) -> Body:
    """Return the body with the classification as one whole, by the code lists used before."""
    before = deal.classification
    lists = before.code_lists if before else ""
    given = {name: value for name, value in body.items() if name != "reason"}
    whole = {**given, "code_lists": lists, "made_by": who.person}
    return {"classification": whole, "reason": body["reason"]}


ACTS: Final = (
    Act(
        id="attach_attestation",
        label=N_("Attach an attestation"),
        group="signing",
        binds=N_("A side document is put beside the executed paper, which it does not touch."),
        fields=(
            INSTRUMENT,
            pick("kind", N_("What it is"), *ATTESTATIONS.items()),
            _AUTHORITY,
            file("document_sha256", N_("Document")),
        ),
        stages=_SIGNED_ON,
        back="/documents",
    ),
    Act(
        id="record_dispute",
        label=N_("Record a dispute"),
        group="offices",
        binds=N_("Every verdict on this paper says from now on that it is in dispute."),
        revocable=N_("No: how it ends is recorded as well."),
        fields=(
            INSTRUMENT,
            pick("kind", N_("Before whom"), *DISPUTES.items()),
            _AUTHORITY,
            file("document_sha256", N_("Document")),
        ),
        stages=_SIGNED_ON,
    ),
    Act(
        id="settle_dispute",
        label=N_("Record how it ended"),
        group="offices",
        binds=N_("The dispute is over, as this document shows."),
        fields=(
            subject("dispute"),
            pick("outcome", N_("Outcome"), *OUTCOMES.items()),
            _DECISION,
        ),
    ),
    Act(
        id="suspend_execution",
        label=N_("Record that performance is suspended"),
        group="offices",
        binds=N_("By an authority's decision the paper is not to be performed until further word."),
        revocable=N_("Yes: by another decision that lifts it."),
        fields=(INSTRUMENT, _KIND, _AUTHORITY, _DECISION),
        stages=_SIGNED_ON,
        danger=True,
    ),
    Act(
        id="lift_suspension",
        label=N_("Record that the suspension is lifted"),
        group="offices",
        binds=N_("The paper is to be performed again."),
        fields=(subject("decision"), _DECISION),
    ),
    Act(
        id="annul",
        label=N_("Record an annulment"),
        group="offices",
        binds=N_("By an authority's decision the paper binds nobody any more."),
        revocable=FOR_GOOD,
        fields=(INSTRUMENT, _KIND, _AUTHORITY, _DECISION),
        stages=_SIGNED_ON,
        danger=True,
    ),
    Act(
        id="correct_classification",
        label=N_("Correct the classification"),
        group="offices",
        binds=N_("Figures count the deal anew. No digest changes, and nothing that was agreed."),
        revocable=N_("Yes: by another correction; both stay in the record."),
        fields=(
            pick("direction", N_("Direction"), *DIRECTIONS.items()),
            pick("mode", N_("Mode"), *MODES.items()),
            Field(name="industry", asks="line", label=N_("Industry (ISIC class)")),
            Field(name="origin", asks="line", label=N_("Origin (ISO 3166-1)")),
            Field(name="destination", asks="line", label=N_("Destination (ISO 3166-2)")),
            REASON,
        ),
        completes=_classified,
        back="",
    ),
)
