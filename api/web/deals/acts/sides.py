"""Who negotiates, who takes part, who may read what."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import FOR_GOOD, REASON, TAKEN_BACK, Act, Field, pick, subject
from api.web.deals.matters import PARTICIPANTS, SCOPES

BEFORE_SIGNING: Final = frozenset(
    {
        *(Stage.DRAFT, Stage.INTENT, Stage.ENGAGED, Stage.NEGOTIATING),
        *(Stage.AGREED, Stage.APPROVING),
    }
)
_ORGANISATION: Final = Field(
    name="organisation",
    asks="organisation",
    label=N_("Organisation"),
    help=N_("Of those registered with this fair."),
)
_READER: Final = Field(name="organisation", asks="reader", label=N_("Who"))
_SCOPES: Final = Field(name="scopes", asks="ticks", label=N_("What"), options=tuple(SCOPES.items()))

ACTS: Final = (
    Act(
        id="invite_party",
        label=N_("Invite a side"),
        group="sides",
        binds=N_(
            "The organisation is asked to become a side. The invitation tells it no terms. When it "
            "joins, acceptances and approvals fall, as there is one more to agree."
        ),
        revocable=N_("Yes, until it has joined."),
        fields=(_ORGANISATION,),
        stages=BEFORE_SIGNING,
        back="/people",
    ),
    Act(
        id="revoke_invitation",
        label=N_("Take the invitation back"),
        group="sides",
        binds=N_("The organisation cannot join with this invitation any more."),
        fields=(subject("invitation"),),
        back="/people",
    ),
    Act(
        id="join_deal",
        label=N_("Join the deal"),
        group="sides",
        binds=N_(
            "Your organisation becomes a side, with you as its lead, and consents to what the "
            "others have executed so far."
        ),
        revocable=N_("You may leave again, with a reason, until the signing."),
        fields=(subject("invitation"), Field(name="accede", asks="accede")),
        back="",
    ),
    Act(
        id="add_participant",
        label=N_("Add a participant"),
        group="sides",
        binds=N_(
            "The organisation takes part without being a side: its acceptance is never needed, and "
            "it reads what a side grants it."
        ),
        fields=(
            _ORGANISATION,
            pick("role", N_("As"), *PARTICIPANTS.items()),
        ),
        back="/people",
    ),
    Act(
        id="grant_access",
        label=N_("Let somebody read"),
        group="sides",
        binds=N_("They read these parts of the deal from now on."),
        revocable=N_("Yes: what was read until then was read."),
        fields=(_READER, _SCOPES),
        back="/people",
    ),
    Act(
        id="revoke_access",
        label=N_("Take access back"),
        group="sides",
        binds=N_("They do not read these parts any more by your side's leave."),
        revocable=TAKEN_BACK,
        fields=(_READER, _SCOPES),
        back="/people",
    ),
    Act(
        id="replace_lead",
        label=N_("Hand over the lead"),
        group="sides",
        binds=N_(
            "From now on they alone table, accept and lock for your side. Another lead of your "
            "organisation may take over from one who no longer acts for it."
        ),
        revocable=N_("Only by the new lead."),
        fields=(Field(name="lead", asks="successor", label=N_("The new lead")),),
        back="/people",
    ),
    Act(
        id="withdraw_party",
        label=N_("Leave the deal"),
        group="end",
        binds=N_(
            "Your side leaves. With fewer than two sides left the deal is withdrawn; else the "
            "others go on, and all acceptances and approvals fall."
        ),
        revocable=FOR_GOOD,
        fields=(REASON,),
        stages=BEFORE_SIGNING - {Stage.DRAFT},
        danger=True,
        back="",
    ),
)
