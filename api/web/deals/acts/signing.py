"""What is done about a running signing beside signing itself, also where it is done on paper."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import INSTRUMENT, REASON, Act, Field, subject

_SIGNING: Final = frozenset({Stage.INTENT, Stage.SIGNING})

ACTS: Final = (
    Act(
        id="call_signing",
        label=N_("Call the signing on stage"),
        group="signing",
        binds=N_("Signatures that were given before are told from now on; the paper is executed."),
        fields=(INSTRUMENT,),
        stages=_SIGNING,
        back="",
    ),
    Act(
        id="replace_signatory",
        label=N_("Let somebody else sign"),
        group="signing",
        binds=N_("Another person of your side sits in the seat. The paper and signatures stand."),
        revocable=N_("Yes, until the seat is signed."),
        mandate=N_("Theirs must be verified, and cover the amount."),
        fields=(
            INSTRUMENT,
            subject("field"),
            Field(name="sitter", asks="sitter", label=N_("Who, under which mandate")),
        ),
        back="/people",
    ),
    Act(
        id="refuse_to_sign",
        label=N_("Refuse to sign"),
        group="signing",
        binds=N_("The signing ends, every signature is void, and the terms are open again."),
        fields=(INSTRUMENT, subject("field"), REASON),
        danger=True,
        back="",
    ),
    Act(
        id="void_signing",
        label=N_("End the signing without a paper"),
        group="signing",
        binds=N_("Every signature given so far is void; the terms stay locked."),
        revocable=N_("No: another signing is opened on a new paper."),
        fields=(INSTRUMENT, REASON),
        stages=_SIGNING,
        danger=True,
        back="",
    ),
    Act(
        id="confirm_paper_execution",
        label=N_("Confirm the scan"),
        group="signing",
        binds=N_("Your side confirms that the scan shows what it has signed by hand."),
        fields=(INSTRUMENT, subject("base_pdf_sha256"), subject("scan_sha256")),
        back="/documents",
    ),
)
