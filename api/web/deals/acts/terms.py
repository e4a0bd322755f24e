"""What is done with letters, offers and texts beside the table."""

from __future__ import annotations

from typing import Final

from aggregates.deal.state import Stage
from api.web.catalogues import N_
from api.web.deals.acts.act import FOR_GOOD, INSTRUMENT, REASON, Act, Field, pick, subject

ACTS: Final = (
    Act(
        id="decline_intent",
        label=N_("Decline the letter of intent"),
        group="terms",
        binds=N_("Your side does not enter into this deal; it is closed as declined."),
        revocable=N_("Only by taking the deal up again, with the consent of every side."),
        fields=(INSTRUMENT, REASON),
        stages=frozenset({Stage.INTENT}),
        danger=True,
        back="",
    ),
    Act(
        id="draft_instrument",
        label=N_("Begin another instrument"),
        group="terms",
        binds=N_(
            "An amendment, a non-disclosure agreement or a termination gets a table of its own, "
            "beside what is in force."
        ),
        fields=(
            pick(
                "kind",
                N_("Which"),
                ("nda", N_("Non-disclosure agreement")),
                ("amendment", N_("Amendment")),
                ("termination", N_("Termination agreement")),
                ("letter_of_intent", N_("Letter of intent")),
                ("framework_agreement", N_("Framework agreement")),
                ("agreement", N_("Agreement")),
            ),
            pick(
                "tier",
                N_("Counted as"),
                ("contract", N_("Contract")),
                ("framework", N_("Framework")),
                ("intention", N_("Intention")),
            ),
        ),
        back="",
    ),
    Act(
        id="withdraw_offer",
        label=N_("Withdraw the offer"),
        group="terms",
        binds=N_("Your offer leaves the table; what it brought is not to be accepted any more."),
        revocable=N_("No: table another offer."),
        fields=(INSTRUMENT, Field(name="offer_no", asks="number"), REASON),
        stages=frozenset({Stage.NEGOTIATING}),
        danger=True,
        back="",
    ),
    Act(
        id="unlock_terms",
        label=N_("Unlock the terms"),
        group="terms",
        binds=N_("The table is open again. Every approval given to these terms is void."),
        revocable=N_("No: the terms are locked anew, and approved anew."),
        fields=(INSTRUMENT, REASON),
        stages=frozenset({Stage.AGREED, Stage.APPROVING}),
        danger=True,
        back="",
    ),
    Act(
        id="translate_clause",
        label=N_("Translate the clause"),
        group="terms",
        binds=N_("A translation of the wording as it stands. It does not bind; the original does."),
        revocable=N_("Yes: another translation takes its place."),
        fields=(
            INSTRUMENT,
            subject("clause"),
            Field(name="clause_sha256", asks="subject"),
            pick(
                "language",
                N_("Into"),
                ("en", N_("English")),
                ("zh-Hans", N_("Chinese")),
                ("fr", N_("French")),
                ("es", N_("Spanish")),
                ("ar", N_("Arabic")),
                ("ru", N_("Russian")),
                ("pt", N_("Portuguese")),
            ),
            Field(name="text", asks="title", label=N_("Translation")),
        ),
        stages=frozenset({Stage.NEGOTIATING}),
        back="",
    ),
    Act(
        id="certify_translation",
        label=N_("Certify the translation"),
        group="terms",
        binds=N_("You attest that the translation says what the original says."),
        revocable=FOR_GOOD,
        fields=(
            INSTRUMENT,
            subject("clause"),
            subject("clause_sha256"),
            subject("language"),
            subject("translation_sha256"),
        ),
        stages=frozenset({Stage.NEGOTIATING, Stage.AGREED}),
        back="",
    ),
    Act(
        id="confirm_correction",
        label=N_("Confirm the correction"),
        group="terms",
        binds=N_(
            "The clerical error is corrected once every lead has confirmed; no typed value changes."
        ),
        fields=(
            INSTRUMENT,
            subject("correction"),
            subject("new_terms_sha256"),
            Field(name="approval", asks="subject", required=False),
        ),
        back="",
    ),
    Act(
        id="withdraw_correction",
        label=N_("Withdraw the correction"),
        group="terms",
        binds=N_("The text stays as it was agreed."),
        fields=(INSTRUMENT, subject("correction"), REASON),
        back="",
    ),
)
