"""Deadlines, pauses, and a deal taken up again."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import INSTRUMENT, REASON, TAKEN_BACK, Act, pick, subject, until

_CLOSED: Final = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED})
LIVE: Final = frozenset(Stage) - _CLOSED - {Stage.FULFILLED, Stage.TERMINATED}

ACTS: Final = (
    Act(
        id="propose_deadline_extension",
        label=N_("Propose a later end of the deal"),
        group="clocks",
        binds=N_("The deal ends later once the leads of all other sides have consented."),
        fields=(until("expires_at", N_("The deal would end, by your clock")),),
        stages=LIVE,
        back="/more",
    ),
    Act(
        id="consent_to_deadline_extension",
        label=N_("Consent to the later end"),
        group="clocks",
        binds=N_("With the consent of every side, the deal ends at the later time."),
        fields=(subject("proposal"),),
        back="/more",
    ),
    Act(
        id="extend_deadline",
        label=N_("Extend a deadline"),
        group="clocks",
        binds=N_("A deadline that your side has set moves to a later time."),
        fields=(
            pick(
                "clock",
                N_("Which"),
                ("offer", N_("Of the offer on the table")),
                ("intent", N_("Of the letter of intent")),
                ("signing", N_("Of the signing")),
            ),
            INSTRUMENT,
            until("expires_at", N_("Until, by your clock")),
        ),
        stages=LIVE,
        back="",
    ),
    Act(
        id="suspend_deal",
        label=N_("Pause the deal"),
        group="clocks",
        binds=N_("Every clock of the deal stands still, and nothing binding can be done."),
        revocable=N_("Yes: by resuming it. Deadlines then move by the time of the pause."),
        fields=(REASON,),
        stages=LIVE,
        back="",
    ),
    Act(
        id="resume_deal",
        label=N_("Resume the deal"),
        group="clocks",
        binds=N_("The clocks run again; every deadline moves by the time of the pause."),
        fields=(REASON,),
        stages=LIVE,
        back="",
    ),
    Act(
        id="propose_reopening",
        label=N_("Propose to take the deal up again"),
        group="clocks",
        binds=N_("A new round begins once every side has consented; the history is kept."),
        revocable=TAKEN_BACK,
        fields=(REASON, until("expires_at", N_("The new round would end, by your clock"))),
        stages=_CLOSED,
        back="/more",
    ),
    Act(
        id="consent_to_reopening",
        label=N_("Consent to taking it up again"),
        group="clocks",
        binds=N_("With the consent of every side a new round begins; the history is kept."),
        fields=(subject("proposal"),),
        back="/more",
    ),
)
