"""Mending a slip of the pen in locked terms."""

from __future__ import annotations

import pytest
from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CHINESE,
    FIRST,
    LOCKED,
    PARTIES,
    SCOPE,
    agreement_after,
    certified,
    clause,
    countered,
    digest_of,
    locked,
    terms_after,
    translated,
)
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from signing_deal import GRANTED, REQUESTED, SIGNING_OPENED
from three_sides import IBARRA, LETTER_SENT, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.approvals.events import ApprovalRefused
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import LeadReplaced
from aggregates.deal.signing.events import InstrumentExecuted, SigningVoided
from aggregates.deal.state import Stage
from aggregates.deal.terms.certify_translation import CertifyTranslation, certify_translation
from aggregates.deal.terms.confirm_correction import ConfirmCorrection, confirm_correction
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.current import missing_acceptances, table_of
from aggregates.deal.terms.events import (
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    ClericalErrorCorrected,
    TranslationCertified,
)
from aggregates.deal.terms.propose_correction import ProposeCorrection, propose_correction
from aggregates.deal.terms.withdraw_correction import WithdrawCorrection, withdraw_correction
from aggregates.vocabulary import Actor, ClauseText, Money, Role

MENDED = clause("scope", "The modules are assembled.")
BETTER = ClauseText(title="范围", body="该等组件在当地组装。")
PROPOSE = ProposeCorrection(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    clause=MENDED,
    old_clause_sha256=FIRST["scope"],
    reason="An article is missing.",
)
OLD_TERMS = LOCKED.terms_sha256
NEW_TERMS = terms_after(*ALL_ACCEPTED, countered(LIN, MENDED, SCOPE))
PROPOSED = ClericalCorrectionProposed(
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    clause=MENDED,
    translations={},
    old_clause_sha256=FIRST["scope"],
    new_clause_sha256=digest_of(MENDED),
    new_terms_sha256=NEW_TERMS,
    principal="linghai",
    by="lin-yue",
    reason="An article is missing.",
)
CONFIRM = ConfirmCorrection(
    actor=ROJAS,
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    new_terms_sha256=NEW_TERMS,
)
CONFIRMED = ClericalCorrectionConfirmed(
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    new_terms_sha256=NEW_TERMS,
    principal="andes",
    approval="",
    by="rojas",
)
WITHDRAW = WithdrawCorrection(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    reason="It was no slip.",
)
WITHDRAWN = ClericalCorrectionWithdrawn(
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    principal="linghai",
    by="lin-yue",
    reason="It was no slip.",
)
LAST = replace(CONFIRM, actor=NOWAK)
LAST_CONFIRMED = replace(CONFIRMED, principal="wisla", by="nowak")
CORRECTED = ClericalErrorCorrected(
    at=NOON,
    instrument="agreement-1",
    correction="correction-1",
    clause=MENDED,
    translations={},
    old_clause_sha256=FIRST["scope"],
    new_clause_sha256=digest_of(MENDED),
    old_terms_sha256=OLD_TERMS,
    new_terms_sha256=NEW_TERMS,
    parties_sha256=PARTIES,
    confirmed_approvals=(),
    voids=(),
    by="nowak",
)
UNDER_WAY = (*AGREED, PROPOSED)
ALMOST = (*UNDER_WAY, CONFIRMED)
GU = Actor(person="gu", organisation="linghai", role=Role.APPROVER)
APPROVE = replace(CONFIRM, actor=GU, approval="approval-1")
APPROVED = replace(CONFIRMED, principal="linghai", approval="approval-1", by="gu")
SECOND_REQUESTED = replace(REQUESTED, approval="approval-2", principal="andes", approver="paz")
APPROVING = (*AGREED, REQUESTED, GRANTED)


def not_proposed(
    command: ProposeCorrection, *events: DealEvent, code: str, **facts: object
) -> None:
    given(DEAL, *(events or AGREED)).when(propose_correction, command).then_refused(code, **facts)


def not_confirmed(
    command: ConfirmCorrection, *events: DealEvent, code: str, **facts: object
) -> None:
    given(DEAL, *(events or UNDER_WAY)).when(confirm_correction, command).then_refused(
        code, **facts
    )


def test_a_lead_proposes_to_mend_a_slip() -> None:
    given(DEAL, *AGREED).when(propose_correction, PROPOSE).then(PROPOSED)


def test_nothing_is_mended_by_a_proposal() -> None:
    assert terms_after(*UNDER_WAY) == OLD_TERMS
    assert deal_after(*UNDER_WAY).stage is Stage.AGREED


def test_proposing_twice_changes_nothing() -> None:
    given(DEAL, *UNDER_WAY).when(propose_correction, PROPOSE).then()


def test_a_proposal_does_not_change() -> None:
    other = clause("scope", "All modules are assembled.")
    not_proposed(replace(PROPOSE, clause=other), *UNDER_WAY, code="id_taken", id="correction-1")


def test_the_id_of_a_proposal_that_was_replaced_is_used_up() -> None:
    later = replace(PROPOSED, correction="correction-2")
    not_proposed(PROPOSE, *UNDER_WAY, later, code="id_taken", id="correction-1")


def test_who_proposed_takes_it_back() -> None:
    given(DEAL, *UNDER_WAY).when(withdraw_correction, WITHDRAW).then(WITHDRAWN)
    assert terms_after(*UNDER_WAY, WITHDRAWN) == OLD_TERMS
    assert deal_after(*UNDER_WAY, WITHDRAWN).instruments["agreement-1"].matrix.correction is None


def test_nobody_else_takes_it_back() -> None:
    given(DEAL, *UNDER_WAY).when(withdraw_correction, replace(WITHDRAW, actor=ROJAS)).then_refused(
        "correction_of_another_side", principal="linghai"
    )


def test_what_is_not_under_way_is_not_taken_back() -> None:
    for events in (AGREED, (*UNDER_WAY, WITHDRAWN)):
        given(DEAL, *events).when(withdraw_correction, WITHDRAW).then_refused(
            "unknown_correction", correction="correction-1"
        )


def test_what_was_taken_back_is_not_confirmed() -> None:
    events = (*UNDER_WAY, WITHDRAWN)
    not_confirmed(CONFIRM, *events, code="unknown_correction", correction="correction-1")


def test_another_proposal_takes_its_place() -> None:
    command = replace(PROPOSE, actor=ROJAS, correction="correction-2")
    event = replace(PROPOSED, correction="correction-2", principal="andes", by="rojas")
    given(DEAL, *ALMOST).when(propose_correction, command).then(event)
    facts = {"correction": "correction-1"}
    not_confirmed(LAST, *ALMOST, event, code="unknown_correction", **facts)


def test_no_number_is_a_slip_of_the_pen() -> None:
    more = clause("capital", "Capital is paid in.", capital=Money(amount="600", currency="CNY"))
    command = replace(PROPOSE, clause=more, old_clause_sha256=FIRST["capital"])
    not_proposed(command, code="values_changed", clause="capital")


def test_a_correction_corrects_something() -> None:
    not_proposed(replace(PROPOSE, clause=SCOPE), code="nothing_changed", clause="scope")


def test_what_is_not_locked_is_countered() -> None:
    facts = {"instrument": "agreement-1", "progress": "negotiating"}
    not_proposed(PROPOSE, *ALL_ACCEPTED, code="wrong_progress", **facts)


def test_another_wording_than_the_one_read_is_not_corrected() -> None:
    command = replace(PROPOSE, old_clause_sha256="00" * 32)
    facts = {"clause": "scope", "cited": "00" * 32, "on_table": FIRST["scope"]}
    not_proposed(command, code="not_on_table", **facts)


def test_the_frame_has_no_slips() -> None:
    command = replace(PROPOSE, clause=replace(MENDED, id="frame"))
    not_proposed(command, code="unknown_clause", clause="frame")


def test_a_letter_of_intent_is_declined_and_not_corrected() -> None:
    command = replace(PROPOSE, instrument="letter-1")
    not_proposed(command, *LETTER_SENT, code="wrong_stage", stage="intent")


def test_only_leads_propose() -> None:
    facts = {"person": "wen-hao", "principal": "linghai"}
    not_proposed(replace(PROPOSE, actor=WEN), code="not_lead", **facts)


def test_another_lead_confirms() -> None:
    given(DEAL, *UNDER_WAY).when(confirm_correction, CONFIRM).then(CONFIRMED)


def test_the_last_lead_makes_the_correction() -> None:
    given(DEAL, *ALMOST).when(confirm_correction, LAST).then(LAST_CONFIRMED, CORRECTED)


def test_the_corrected_terms_are_locked_and_accepted_by_all() -> None:
    after = (*ALMOST, LAST_CONFIRMED, CORRECTED)
    deal, agreement = agreement_after(*after)
    assert terms_after(*after) == agreement.matrix.locked_sha256 == NEW_TERMS
    assert list(missing_acceptances(table_of(deal, agreement))) == []
    assert (deal.stage, agreement.matrix.correction) == (Stage.AGREED, None)


def test_who_proposed_it_is_a_drafter_now() -> None:
    before = replace(PROPOSED, principal="andes", by="rojas")
    matrix = (
        deal_after(*AGREED, before, LAST_CONFIRMED, CORRECTED).instruments["agreement-1"].matrix
    )
    assert matrix.drafters == {"lin-yue", "rojas"}


def test_confirming_twice_changes_nothing() -> None:
    given(DEAL, *ALMOST).when(confirm_correction, CONFIRM).then()


def test_confirming_what_was_made_changes_nothing() -> None:
    given(DEAL, *ALMOST, LAST_CONFIRMED, CORRECTED).when(confirm_correction, LAST).then()


def test_who_proposed_has_confirmed() -> None:
    given(DEAL, *UNDER_WAY).when(confirm_correction, replace(CONFIRM, actor=LIN)).then()


def test_other_terms_than_the_proposed_ones_are_not_confirmed() -> None:
    command = replace(CONFIRM, new_terms_sha256="00" * 32)
    facts = {"cited": "00" * 32, "proposed": NEW_TERMS}
    not_confirmed(command, code="other_correction", **facts)


def test_without_a_proposal_there_is_nothing_to_confirm() -> None:
    facts = {"correction": "correction-1"}
    not_confirmed(CONFIRM, *AGREED, code="unknown_correction", **facts)


def test_only_leads_and_approvers_confirm() -> None:
    facts = {"person": "wen-hao", "principal": "linghai"}
    not_confirmed(replace(CONFIRM, actor=WEN), code="not_lead", **facts)


def test_an_approver_confirms_for_the_approval() -> None:
    given(DEAL, *APPROVING, PROPOSED).when(confirm_correction, APPROVE).then(APPROVED)


def test_confirming_an_approval_twice_changes_nothing() -> None:
    given(DEAL, *APPROVING, PROPOSED, APPROVED).when(confirm_correction, APPROVE).then()


def test_a_confirmed_approval_is_carried_to_the_new_terms() -> None:
    events = (*APPROVING, PROPOSED, APPROVED, CONFIRMED)
    corrected = replace(CORRECTED, confirmed_approvals=("approval-1",))
    given(DEAL, *events).when(confirm_correction, LAST).then(LAST_CONFIRMED, corrected)
    deal, agreement = agreement_after(*events, LAST_CONFIRMED, corrected)
    assert deal.stage is Stage.APPROVING
    assert agreement.approvals["approval-1"].terms_sha256 == NEW_TERMS


def test_an_approval_that_was_not_confirmed_by_then_falls() -> None:
    events = (*APPROVING, SECOND_REQUESTED, PROPOSED, APPROVED, CONFIRMED)
    corrected = replace(CORRECTED, confirmed_approvals=("approval-1",), voids=("approval-2",))
    given(DEAL, *events).when(confirm_correction, LAST).then(LAST_CONFIRMED, corrected)
    _, agreement = agreement_after(*events, LAST_CONFIRMED, corrected)
    assert set(agreement.approvals) == {"approval-1"}


def test_when_every_approval_falls_the_deal_is_agreed_and_not_approving() -> None:
    corrected = replace(CORRECTED, voids=("approval-1",))
    events = (*APPROVING, PROPOSED, CONFIRMED)
    given(DEAL, *events).when(confirm_correction, LAST).then(LAST_CONFIRMED, corrected)
    assert deal_after(*events, LAST_CONFIRMED, corrected).stage is Stage.AGREED


def test_an_approver_who_has_not_yet_approved_confirms_nothing() -> None:
    facts = {"approval": "approval-1"}
    not_confirmed(APPROVE, *AGREED, REQUESTED, PROPOSED, code="approval_not_granted", **facts)


def test_nobody_confirms_the_approval_of_another() -> None:
    facts = {"person": "rojas", "approver": "gu"}
    command = replace(APPROVE, actor=ROJAS)
    not_confirmed(command, *APPROVING, PROPOSED, code="not_the_approver", **facts)


def test_who_proposed_the_correction_does_not_approve_it() -> None:
    handed = LeadReplaced(at=NOON, principal="linghai", lead="gu", by="lin-yue")
    proposed = replace(PROPOSED, by="gu")
    events = (*APPROVING, handed, proposed)
    not_confirmed(APPROVE, *events, code="approver_is_drafter", person="gu")


IN_SIGNING = (*APPROVING, replace(SIGNING_OPENED, terms_sha256=OLD_TERMS))
VOIDED = SigningVoided(
    at=NOON,
    instrument="agreement-1",
    by="nowak",
    reason="An article is missing.",
    voids=("registry",),
)


def test_a_signing_is_voided_in_the_same_append_and_opened_again_later() -> None:
    events = (*IN_SIGNING, PROPOSED, APPROVED, CONFIRMED)
    corrected = replace(CORRECTED, confirmed_approvals=("approval-1",))
    given(DEAL, *events).when(confirm_correction, LAST).then(VOIDED, LAST_CONFIRMED, corrected)
    deal, agreement = agreement_after(*events, VOIDED, LAST_CONFIRMED, corrected)
    assert (deal.stage, agreement.signing) == (Stage.APPROVING, None)
    assert agreement.matrix.locked_sha256 == NEW_TERMS


def test_executed_terms_are_not_corrected_any_more() -> None:
    executed = InstrumentExecuted(
        at=NOON, instrument="agreement-1", terms_sha256=OLD_TERMS, pdf_sha256="ab" * 32
    )
    facts = {"instrument": "agreement-1", "progress": "executed"}
    not_confirmed(CONFIRM, *IN_SIGNING, PROPOSED, executed, code="wrong_progress", **facts)


def test_a_refused_approval_ends_the_correction() -> None:
    refused = ApprovalRefused(
        at=NOON,
        instrument="agreement-1",
        approval="approval-1",
        terms_sha256=OLD_TERMS,
        reason="Too dear.",
        by="gu",
        voids=("approval-1",),
    )
    facts = {"instrument": "agreement-1", "progress": "negotiating"}
    events = (*AGREED, REQUESTED, PROPOSED, refused)
    not_confirmed(CONFIRM, *events, code="wrong_progress", **facts)


TRANSLATED = translated(SCOPE)
IN_CHINESE = (*ALL_ACCEPTED, TRANSLATED, certified(TRANSLATED))
BOTH_LOCKED = (*IN_CHINESE, locked(*IN_CHINESE))
BILINGUAL = replace(PROPOSE, translations={"zh-Hans": BETTER})


def test_the_translations_are_confirmed_with_the_corrected_text() -> None:
    (proposed,) = propose_correction(deal_after(*BOTH_LOCKED), BILINGUAL)
    assert proposed.translations == {"zh-Hans": BETTER}
    command = replace(CONFIRM, new_terms_sha256=proposed.new_terms_sha256)
    given(DEAL, *BOTH_LOCKED, proposed).when(confirm_correction, command).then(
        replace(CONFIRMED, new_terms_sha256=proposed.new_terms_sha256)
    )


def test_a_translation_alone_may_be_corrected_and_is_certified_anew() -> None:
    only = replace(BILINGUAL, clause=SCOPE)
    (proposed,) = propose_correction(deal_after(*BOTH_LOCKED), only)
    assert proposed.new_clause_sha256 == proposed.old_clause_sha256
    corrected = replace(
        CORRECTED,
        clause=SCOPE,
        translations=proposed.translations,
        new_clause_sha256=proposed.new_clause_sha256,
        new_terms_sha256=proposed.new_terms_sha256,
    )
    after = (*BOTH_LOCKED, proposed, corrected)
    anew = certified(translated(SCOPE, BETTER))
    given(DEAL, *after).when(certify_translation, certifying(anew)).then(anew)
    assert terms_after(*after) == proposed.new_terms_sha256


def certifying(event: TranslationCertified) -> CertifyTranslation:
    return CertifyTranslation(
        actor=IBARRA,
        at=NOON,
        instrument=event.instrument,
        clause=event.clause,
        clause_sha256=event.clause_sha256,
        language=event.language,
        translation_sha256=event.translation_sha256,
    )


def test_every_translation_comes_with_the_correction() -> None:
    facts = {"clause": "scope", "language": "zh-Hans"}
    not_proposed(PROPOSE, *BOTH_LOCKED, code="translation_missing", **facts)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_translation_is_added_by_a_correction(language: str) -> None:
    command = replace(PROPOSE, translations={language: CHINESE})
    not_proposed(command, code="not_translated", clause="scope", language=language)
