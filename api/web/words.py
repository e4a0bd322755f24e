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

VALUES: Final[Mapping[str, str]] = {
    "advance": N_("advance"),
    "amount": N_("amount"),
    "capital": N_("capital"),
    "company_name": N_("company name"),
    "completion": N_("until completion"),
    "contemplated": N_("contemplated"),
    "days": N_("time"),
    "directors": N_("directors"),
    "duration": N_("duration"),
    "exclusive": N_("exclusive"),
    "first_instalment": N_("first instalment"),
    "jv_name": N_("name of the joint venture"),
    "opener_share": N_("share of the investor"),
    "owner_share": N_("share of the owner"),
    "price": N_("price"),
    "seat": N_("seat of arbitration"),
    "share": N_("share"),
    "target": N_("target"),
    "term": N_("term"),
    "title": N_("title"),
    "total": N_("total"),
    "weeks": N_("time"),
}
"""What values of clauses are called that papers often have; others by the name they were given."""

STEPS: Final[Mapping[str, str]] = {
    "required": N_("to be submitted"),
    "submitted": N_("submitted, to be decided"),
    "granted": N_("granted"),
    "refused": N_("refused, may be submitted again"),
    "lifted": N_("lifted"),
    "pending": N_("asked for"),
}
FUNNEL: Final[Mapping[str, str]] = {
    "intent": N_("Intent"),
    "negotiating": N_("Negotiating"),
    "agreed": N_("Agreed"),
    "approved": N_("Approved"),
    "signed": N_("Signed"),
    "effective": N_("Effective"),
    "paid_in": N_("Paid in"),
}
BANDS: Final[Mapping[str, str]] = {
    "0-0.1": N_("below 0.1"),
    "0.1-1": N_("0.1 to 1"),
    "1-2": N_("1 to 2"),
    "2-5": N_("2 to 5"),
    "5-10": N_("5 to 10"),
    "10-": N_("10 and more"),
    "unknown": N_("not known"),
}

SECURITY: Final[Mapping[str, str]] = {
    "account_made": N_("Account made"),
    "administrator_appointed": N_("Administrator appointed"),
    "administrator_removed": N_("Administrator no longer"),
    "bootstrapped": N_("First account made"),
    "code_spoken": N_("A code was spoken"),
    "desk_done": N_("Done at a desk"),
    "desk_opened": N_("Let in at a desk"),
    "device_counter_went_back": N_("A passkey counted backwards"),
    "email_change_asked": N_("Another address asked for"),
    "email_change_stopped": N_("Another address stopped"),
    "email_changed": N_("Address changed"),
    "invited": N_("Invited"),
    "key_made": N_("Key for programs made"),
    "key_revoked": N_("Key for programs revoked"),
    "link_revoked": N_("Link taken back"),
    "mail_undelivered": N_("A message came back"),
    "outside_linked": N_("Account elsewhere linked"),
    "outside_unlinked": N_("Account elsewhere unlinked"),
    "passkey_added": N_("Passkey added"),
    "passkey_removed": N_("Passkey removed"),
    "password_changed": N_("Password changed"),
    "power_recorded": N_("Power given"),
    "power_revoked": N_("Power taken back"),
    "presence_attested": N_("Presence attested"),
    "recovered": N_("Came in again"),
    "recovery_cancelled": N_("Recovery objected to"),
    "recovery_codes_made": N_("Recovery codes made"),
    "recovery_confirmed": N_("Recovery agreed to"),
    "recovery_opened": N_("Recovery asked for"),
    "session_ended": N_("Session ended"),
    "sessions_ended": N_("Sessions ended"),
    "signed_in": N_("Signed in"),
    "sign_in_refused": N_("Sign-in refused"),
    "stepped_up": N_("Showed presence"),
    "step_up_refused": N_("Presence not shown"),
    "switched": N_("Acts in another post"),
    "totp_changed": N_("App connected"),
    "webhook_altered": N_("Webhook altered outside"),
    "webhook_disabled": N_("Webhook switched off"),
    "webhook_enabled": N_("Webhook switched on"),
    "webhook_registered": N_("Webhook registered"),
    "webhook_removed": N_("Webhook removed"),
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "role_name": ROLES,
    "stage_name": STAGES,
    "kind_name": KINDS,
    "tier_name": TIERS,
    "cell_name": CELLS,
    "value_name": VALUES,
    "turn_name": TURNS,
    "step_name": STEPS,
    "band_name": BANDS,
    "funnel_name": FUNNEL,
    "security_name": SECURITY,
}
"""The name of a function and filter of templates -> what it calls codes."""


def word_functions(texts: Translations) -> Mapping[str, Callable[..., str]]:
    """Return the functions by which templates of one language call codes."""
    return {name: partial(called, texts, words) for name, words in WORDS.items()}


def called(texts: Translations, words: Mapping[str, str], code: str | Enum) -> str:
    """Return what a code is called; one without a word is shown as it is."""
    key = str(code.value) if isinstance(code, Enum) else code
    return texts.gettext(words[key]) if key in words else key.replace("_", " ")
