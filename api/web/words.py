"""What codes of the domain are called on pages: roles, stages, kinds, what waits on somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Final

from babel.support import Translations

from api.web.catalogues import N_

ROLES: Final[Mapping[str, str]] = {
    "lead": N_("Lead negotiator"),
    "negotiator": N_("Negotiator"),
    "lawyer": N_("Lawyer"),
    "interpreter": N_("Interpreter"),
    "approver": N_("Approver"),
    "signatory": N_("Signatory"),
    "witness": N_("Witness"),
    "notary": N_("Notary"),
    "official": N_("Official"),
    "organiser": N_("Organiser"),
    "registry": N_("Registry"),
    "auditor": N_("Auditor"),
    "system": N_("System"),
}
STAGES: Final[Mapping[str, str]] = {
    "draft": N_("Draft"),
    "intent": N_("Intent"),
    "engaged": N_("Engaged"),
    "negotiating": N_("Negotiating"),
    "agreed": N_("Agreed"),
    "approving": N_("Approving"),
    "signing": N_("Signing"),
    "signed": N_("Signed"),
    "effective": N_("Effective"),
    "fulfilled": N_("Fulfilled"),
    "declined": N_("Declined"),
    "withdrawn": N_("Withdrawn"),
    "expired": N_("Expired"),
    "terminated": N_("Terminated"),
}
KINDS: Final[Mapping[str, str]] = {
    "letter_of_intent": N_("Letter of intent"),
    "nda": N_("Non-disclosure agreement"),
    "framework_agreement": N_("Framework agreement"),
    "agreement": N_("Agreement"),
    "amendment": N_("Amendment"),
    "termination": N_("Termination agreement"),
}
TIERS: Final[Mapping[str, str]] = {
    "intention": N_("Intention"),
    "framework": N_("Framework"),
    "contract": N_("Contract"),
}
CELLS: Final[Mapping[str, str]] = {
    "agreed": N_("Accepted"),
    "open": N_("Open"),
    "countered": N_("Countered"),
    "reserved": N_("Reserved"),
}
TURNS: Final[Mapping[str, str]] = {
    "accept_clauses": N_("Answer the clauses on the table"),
    "counter_clause": N_("Answer a reservation with another wording"),
    "translate_clause": N_("Translate clauses"),
    "certify_translation": N_("Certify translations"),
    "lock_terms": N_("Lock the agreed terms"),
    "join_deal": N_("Join the deal, or leave the invitation"),
    "consent_to_deadline_extension": N_("Consent to a later deadline"),
    "consent_to_reopening": N_("Consent to taking the deal up again"),
    "answer": N_("Answer a question"),
    "submit_filing": N_("Submit a filing"),
    "decide_filing": N_("Decide a filing"),
    "grant_approval": N_("Approve the terms, or refuse"),
    "request_approval": N_("Ask for an approval"),
    "open_signing": N_("Open the signing"),
    "confirm_correction": N_("Confirm a correction of the text"),
    "accept_intent": N_("Sign the letter of intent"),
    "sign": N_("Sign"),
    "seal_agreement": N_("Seal the agreement"),
    "witness": N_("Sign as a witness"),
    "notarise": N_("Notarise"),
    "official_sign": N_("Sign for the authority"),
    "attest_paper_execution": N_("Attest a paper original"),
    "confirm_schedule": N_("Confirm the schedule"),
    "satisfy_condition": N_("Find whether a condition is met"),
    "verify_contribution": N_("Verify a contribution"),
    "verify_milestone": N_("Verify a milestone"),
}

STEPS: Final[Mapping[str, str]] = {
    "required": N_("to be submitted"),
    "submitted": N_("submitted, to be decided"),
    "granted": N_("granted"),
    "refused": N_("refused, may be submitted again"),
    "lifted": N_("lifted"),
    "pending": N_("asked for"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "role_name": ROLES,
    "stage_name": STAGES,
    "kind_name": KINDS,
    "tier_name": TIERS,
    "cell_name": CELLS,
    "turn_name": TURNS,
    "step_name": STEPS,
}
"""The name of a function and filter of templates -> what it calls codes."""


def word_functions(texts: Translations) -> Mapping[str, Callable[..., str]]:
    """Return the functions by which templates of one language call codes."""
    return {name: partial(called, texts, words) for name, words in WORDS.items()}


def called(texts: Translations, words: Mapping[str, str], code: str | Enum) -> str:
    """Return what a code is called; one without a word is shown as it is."""
    key = str(code.value) if isinstance(code, Enum) else code
    return texts.gettext(words[key]) if key in words else key.replace("_", " ")
