"""What codes of the domain are called on pages: roles, stages, kinds, what waits on somebody."""

from __future__ import annotations

from collections.abc import Mapping
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

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "role_name": ROLES,
    "stage_name": STAGES,
    "kind_name": KINDS,
    "tier_name": TIERS,
    "cell_name": CELLS,
}
"""The name of a template's function -> what it calls codes."""


def word_functions(texts: Translations) -> Mapping[str, object]:
    """Return the functions by which templates of one language call codes."""
    return {name: partial(called, texts, words) for name, words in WORDS.items()}


def called(texts: Translations, words: Mapping[str, str], code: str | Enum) -> str:
    """Return what a code is called; one without a word is shown as it is."""
    key = str(code.value) if isinstance(code, Enum) else code
    return texts.gettext(words[key]) if key in words else key.replace("_", " ")
