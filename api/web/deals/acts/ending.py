"""The end of an agreement in force."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import FOR_GOOD, REASON, Act, pick, subject, until
from api.web.deals.matters import GROUNDS

_IN_FORCE: Final = frozenset({Stage.SIGNED, Stage.EFFECTIVE})
ACTS: Final = (
    Act(
        id="give_notice",
        label=N_("Give notice of termination"),
        group="end",
        binds=N_(
            "Your side terminates the agreement when the notice has run. For a termination by all "
            "sides, begin a termination agreement instead."
        ),
        revocable=N_("Yes, until the deal is terminated."),
        fields=(
            pick("ground", N_("Ground"), *GROUNDS.items()),
            REASON,
            until("ends_at", N_("The notice runs until, by your clock")),
        ),
        stages=_IN_FORCE,
        danger=True,
    ),
    Act(
        id="withdraw_notice",
        label=N_("Take the notice back"),
        group="end",
        binds=N_("The deal goes on as if no notice had been given."),
        fields=(subject("notice"), REASON),
    ),
    Act(
        id="terminate",
        label=N_("Terminate the deal"),
        group="end",
        binds=N_("The notice has run: the agreement ends for all sides."),
        revocable=FOR_GOOD,
        fields=(subject("notice"),),
        stages=_IN_FORCE,
        danger=True,
    ),
)
