"""What of a signed instrument may be published, and what is kept confidential."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import EXECUTED, Act, Field
from api.web.deals.matters import PUBLISHED

_ONCE_SIGNED: Final = frozenset(Stage) - {Stage.DRAFT, Stage.INTENT}
"""From the first letter of intent on, whatever becomes of the deal."""
_ITEMS: Final = Field(
    name="items", asks="ticks", label=N_("What"), options=tuple(PUBLISHED.items())
)

ACTS: Final = (
    Act(
        id="consent_to_publication",
        label=N_("Consent to publication"),
        group="publicity",
        binds=N_(
            "What is ticked may be shown to everybody, on the fair's wall and in its published "
            "figures, once every other side has consented to the same. The text is never "
            "published: its original can be opened to who holds a printed page, to compare the two."
        ),
        revocable=N_("Yes, for the future: what was published stays published."),
        fields=(EXECUTED, _ITEMS),
        stages=_ONCE_SIGNED,
        back="/people",
    ),
    Act(
        id="withdraw_publication_consent",
        label=N_("Withdraw the consent"),
        group="publicity",
        binds=N_("What is ticked is shown no longer. Publications that were made keep it."),
        revocable=N_("Yes: you may consent again."),
        fields=(EXECUTED, _ITEMS),
        stages=_ONCE_SIGNED,
        back="/people",
    ),
    Act(
        id="declare_confidentiality",
        label=N_("Keep the deal confidential"),
        group="publicity",
        binds=N_(
            "The deal is counted in figures and listed nowhere, whatever the sides have consented "
            "to or will."
        ),
        revocable=N_("Yes, by your own side."),
        back="/people",
    ),
    Act(
        id="lift_confidentiality",
        label=N_("Keep it confidential no longer"),
        group="publicity",
        binds=N_("What every side has consented to may be shown, unless another side objects."),
        revocable=N_("Yes: you may keep it confidential again."),
        back="/people",
    ),
)
