"""Who may do what in a deal. The rules say which lead, in which stage, under which mandate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.vocabulary import Role
from api.http.acting import SIGN
from api.http.rule import Relation, Rule, may_command, may_read

_OFFICES: Final = (Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY)
_NEGOTIATES: Final = (Role.LEAD, Role.NEGOTIATOR, Role.LAWYER)
_SIGNS: Final = (Role.LEAD, Role.SIGNATORY)

_lead = may_command(Relation.PRINCIPAL, roles=(Role.LEAD,))
_drafts = may_command(Relation.PRINCIPAL, roles=_NEGOTIATES)
_lead_or_sponsor = may_command(Relation.PRINCIPAL, Relation.SPONSOR, roles=(Role.LEAD, *_OFFICES))
_official = may_command(Relation.OFFICIAL)
_lead_or_official = may_command(Relation.PRINCIPAL, Relation.OFFICIAL, roles=(Role.LEAD,))
_office = may_command(Relation.OFFICIAL, Relation.ORGANISER)
_talks = may_command(
    Relation.PRINCIPAL,
    Relation.GRANTED_TERMS,
    Relation.SPONSOR,
    roles=(*_NEGOTIATES, Role.INTERPRETER, Role.APPROVER, Role.SIGNATORY, *_OFFICES),
)
_interprets = may_command(
    Relation.PRINCIPAL,
    Relation.GRANTED_TERMS,
    Relation.SPONSOR,
    roles=(*_NEGOTIATES, Role.INTERPRETER),
)
_approves = may_command(Relation.APPROVER)
_signs = may_command(Relation.PRINCIPAL, roles=_SIGNS, scope=SIGN, step_up=True)
_attests = may_command(Relation.SEATED, scope=SIGN, step_up=True)

_sees = may_read(
    Relation.PRINCIPAL,
    Relation.PARTICIPANT,
    Relation.FORMER,
    Relation.SPONSOR,
    Relation.INVITED,
    Relation.SEATED,
    Relation.APPROVER,
    Relation.OFFICIAL,
    Relation.ORGANISER,
    Relation.REGISTRY,
    Relation.AUDITOR,
)
_ALL_OF_IT: Final = (
    Relation.PRINCIPAL,
    Relation.FORMER,
    Relation.SPONSOR,
    Relation.SEATED,
    Relation.APPROVER,
    Relation.OFFICIAL,
    Relation.REGISTRY,
    Relation.AUDITOR,
)
_reads_terms = may_read(*_ALL_OF_IT, Relation.GRANTED_TERMS)

RULES: Final[Mapping[str, Rule]] = {
    # parties and clocks
    "open_deal": may_command(Relation.SIGNED_IN, roles=(Role.LEAD, *_OFFICES)),
    "invite_party": _lead_or_sponsor,
    "revoke_invitation": _lead_or_sponsor,
    "join_deal": may_command(Relation.INVITED, Relation.PRINCIPAL, roles=(Role.LEAD,)),
    "add_participant": _lead,
    "grant_access": _lead,
    "revoke_access": _lead,
    "consent_to_publication": _lead,
    "withdraw_publication_consent": _lead,
    "declare_confidentiality": _lead,
    "lift_confidentiality": _lead,
    "replace_lead": may_command(Relation.PRINCIPAL),
    "withdraw_party": _lead,
    "suspend_deal": _office,
    "resume_deal": _office,
    "extend_deadline": may_command(
        Relation.PRINCIPAL,
        Relation.SPONSOR,
        Relation.OFFICIAL,
        Relation.ORGANISER,
        roles=(Role.LEAD, *_OFFICES),
    ),
    "propose_deadline_extension": _lead,
    "consent_to_deadline_extension": _lead,
    "propose_reopening": _lead,
    "consent_to_reopening": _lead,
    # the letter of intent
    "submit_intent": may_command(Relation.PRINCIPAL, roles=(Role.LEAD,), scope=SIGN, step_up=True),
    "accept_intent": _signs,
    "decline_intent": _lead,
    # the table
    "draft_instrument": _drafts,
    "table_offer": _lead,
    "withdraw_offer": _lead,
    "accept_clauses": _lead,
    "counter_clause": _lead,
    "counter_frame": _lead,
    "reserve_clause": _lead,
    "translate_clause": _interprets,
    "certify_translation": _interprets,
    "lock_terms": _lead,
    "unlock_terms": _lead,
    "propose_correction": _lead,
    "confirm_correction": may_command(Relation.PRINCIPAL, Relation.APPROVER),
    "withdraw_correction": _lead,
    # discussion
    "comment": _talks,
    "ask": _talks,
    "answer": _talks,
    "comment_to_own_side": may_command(Relation.PRINCIPAL, Relation.PARTICIPANT),
    # whoever is of no side reads none of it: no office, and no auditor
    "read_own_notes": may_read(Relation.PRINCIPAL, Relation.PARTICIPANT),
    # approvals
    "request_approval": _lead,
    "grant_approval": _approves,
    "refuse_approval": _approves,
    "withdraw_approval_request": _lead,
    # signing
    "open_signing": _lead_or_sponsor,
    "list_signatories": may_read(
        Relation.PRINCIPAL,
        Relation.SPONSOR,
        Relation.OFFICIAL,
        Relation.ORGANISER,
        roles=(Role.LEAD, *_OFFICES),
    ),
    "sign": _signs,
    # who signs with a key of their own shows by the signature who they are
    "prepare_signature": may_command(Relation.PRINCIPAL, roles=_SIGNS),
    "complete_signature": may_command(Relation.PRINCIPAL, roles=_SIGNS),
    "read_prepared_signature": may_read(Relation.PRINCIPAL),
    "refuse_to_sign": may_command(Relation.PRINCIPAL, roles=_SIGNS),
    "replace_signatory": _lead,
    "void_signing": may_command(
        Relation.PRINCIPAL,
        Relation.SPONSOR,
        Relation.OFFICIAL,
        Relation.ORGANISER,
        roles=(Role.LEAD, *_OFFICES),
    ),
    "witness": _attests,
    "notarise": _attests,
    "official_sign": _attests,
    "seal_agreement": may_command(Relation.REGISTRY, scope=SIGN, step_up=True),
    "renew_archive": may_command(Relation.REGISTRY, scope=SIGN, step_up=True),
    "open_turn": may_command(Relation.PRINCIPAL, roles=_SIGNS),
    "call_signing": _office,
    # execution on paper
    "record_paper_execution": _lead,
    "confirm_paper_execution": _lead,
    "attest_paper_execution": may_command(Relation.OFFICIAL, scope=SIGN, step_up=True),
    # filings
    "require_filing": _official,
    "submit_filing": _lead,
    "withdraw_filing": _lead,
    "decide_filing": _official,
    "extend_filing": _official,
    "lift_filing": _official,
    # performance
    "propose_schedule": _lead,
    "confirm_schedule": _lead,
    "satisfy_condition": _official,
    "waive_condition": _lead,
    "declare_effective": _lead_or_official,
    "report_contribution": _lead,
    "verify_contribution": _official,
    "report_milestone": _lead,
    "verify_milestone": _official,
    "write_off_obligation": _lead,
    "close_deal": _lead_or_official,
    # authorities and the end
    "record_dispute": _official,
    "settle_dispute": _official,
    "suspend_execution": _official,
    "lift_suspension": _official,
    "annul": _official,
    "attach_attestation": _lead_or_official,
    "give_notice": _lead,
    "withdraw_notice": _lead,
    "terminate": _lead,
    "correct_classification": may_command(Relation.ORGANISER),
    "state_attributes": may_command(Relation.ORGANISER),
    "schedule_ceremony": may_command(Relation.ORGANISER),
    "judge_duplicate": may_command(Relation.ORGANISER),
    "remind_leads": may_command(Relation.ORGANISER),
    # reading one deal
    "read_deal": _sees,
    # who is invited reads what it would accede to, and nothing else
    "read_matrix": may_read(*_ALL_OF_IT, Relation.GRANTED_TERMS, Relation.INVITED),
    "read_timeline": may_read(*_ALL_OF_IT, Relation.GRANTED_TERMS, Relation.GRANTED_TIMELINE),
    "read_receipt": may_read(*_ALL_OF_IT, Relation.GRANTED_TERMS, Relation.GRANTED_TIMELINE),
    # a bundle tells when something happened and of what type it was, to whom it opens nothing else
    "read_evidence": may_read(*_ALL_OF_IT, Relation.GRANTED_TERMS, Relation.GRANTED_TIMELINE),
    "read_history": _reads_terms,
    "read_clean_copy": _reads_terms,
    "read_redline": _reads_terms,
    "read_word_copy": _reads_terms,
    # it is held against the terms, and recorded nowhere
    "preview_word": may_read(Relation.PRINCIPAL, Relation.GRANTED_TERMS),
    "read_document": may_read(*_ALL_OF_IT, Relation.GRANTED_PAPERS, Relation.INVITED),
}
