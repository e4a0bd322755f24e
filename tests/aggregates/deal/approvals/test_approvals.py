"""Asking for an approval of locked terms, giving it, refusing it."""

from __future__ import annotations

from functools import partial

from bdd import given_states, then_refused
from locked_deal import AGREED, LOCKED, OPENED, TERMS, deal_after, mandate
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from signing_deal import GRANTED, REQUESTED

from aggregates.deal.approvals.events import ApprovalRefused, ApprovalRequestWithdrawn
from aggregates.deal.approvals.grant_approval import GrantApproval, grant_approval
from aggregates.deal.approvals.refuse_approval import RefuseApproval, refuse_approval
from aggregates.deal.approvals.request_approval import RequestApproval, request_approval
from aggregates.deal.approvals.withdraw_approval_request import (
    WithdrawApprovalRequest,
    withdraw_approval_request,
)
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.state import Stage
from aggregates.deal.terms.events import TermsUnlocked
from aggregates.rates.state import Rates
from aggregates.vocabulary import Actor, Role

GU = Actor(person="gu", organisation="linghai", role=Role.APPROVER)
GUS = mandate(9, "gu", "linghai", scope=("approve",))
ASK = RequestApproval(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    kind="board",
    approver="gu",
    terms_sha256=TERMS,
)
GRANT = GrantApproval(
    actor=GU, at=NOON, instrument="agreement-1", approval="approval-1", terms_sha256=TERMS
)
REFUSE = RefuseApproval(
    actor=GU,
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    terms_sha256=TERMS,
    reason="Too dear.",
)
REFUSED = ApprovalRefused(
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    terms_sha256=TERMS,
    reason="Too dear.",
    by="gu",
    voids=("approval-1",),
)

WITHDRAW = WithdrawApprovalRequest(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    reason="Another board is competent.",
)
WITHDRAWN = ApprovalRequestWithdrawn(
    at=NOON,
    instrument="agreement-1",
    approval="approval-1",
    principal="linghai",
    by="lin-yue",
    reason="Another board is competent.",
)


def test_a_lead_asks_for_an_approval_and_the_deal_waits_for_it() -> None:
    assert request_approval(deal_after(*AGREED), ASK) == [REQUESTED]
    assert deal_after(*AGREED, REQUESTED).stage is Stage.APPROVING


def test_asking_twice_changes_nothing() -> None:
    assert not request_approval(deal_after(*AGREED, REQUESTED), ASK)


def test_an_approvals_id_is_used_once() -> None:
    other = replace(ASK, kind="government")
    then_refused(
        lambda: request_approval(deal_after(*AGREED, REQUESTED), other),
        "id_taken",
        id="approval-1",
    )


def test_the_id_of_an_approval_that_was_refused_is_used_up() -> None:
    deal = deal_after(*AGREED, REQUESTED, REFUSED, LOCKED)
    then_refused(lambda: request_approval(deal, ASK), "id_taken", id="approval-1")
    other = replace(ASK, approval="approval-2")
    assert request_approval(deal, other) == [replace(REQUESTED, approval="approval-2")]


def test_open_or_other_terms_are_not_put_to_an_approver() -> None:
    then_refused(
        lambda: request_approval(deal_after(*AGREED[:-1]), ASK),
        "not_locked",
        progress="negotiating",
    )
    then_refused(
        lambda: request_approval(deal_after(*AGREED), replace(ASK, terms_sha256="00" * 32)),
        "other_terms",
        cited="00" * 32,
        locked=TERMS,
    )


def test_four_eyes_a_drafter_does_not_approve() -> None:
    then_refused(
        lambda: request_approval(deal_after(*AGREED), replace(ASK, approver="lin-yue")),
        "approver_is_drafter",
        person="lin-yue",
    )


def test_four_eyes_nobody_asks_themselves() -> None:
    by_andes = replace(ASK, actor=ROJAS, approver="rojas")
    then_refused(
        lambda: request_approval(deal_after(*AGREED), by_andes), "four_eyes", person="rojas"
    )


def test_there_is_somebody_to_approve() -> None:
    then_refused(
        lambda: request_approval(deal_after(*AGREED), replace(ASK, approver="")),
        "identifier_malformed",
        field="approver",
        value="",
    )


def test_the_same_approval_is_not_asked_for_by_another_side() -> None:
    then_refused(
        lambda: request_approval(deal_after(*AGREED, REQUESTED), replace(ASK, actor=ROJAS)),
        "id_taken",
        id="approval-1",
    )


def test_another_side_does_not_approve() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    gu = replace(GU, organisation="andes")
    theirs = mandate(9, "gu", "andes", scope=("approve",))
    given_states(deal, theirs, Rates()).when(grant_approval, replace(GRANT, actor=gu)).then_refused(
        "approves_for_another_side", organisation="andes"
    )
    then_refused(
        lambda: refuse_approval(deal, replace(REFUSE, actor=gu)),
        "approves_for_another_side",
        organisation="andes",
    )


def test_somebody_above_the_principal_approves() -> None:
    ministry = replace(GU, organisation="ministry")
    theirs = mandate(9, "gu", "ministry", scope=("approve",))
    deal = deal_after(*AGREED, REQUESTED)
    given_states(deal, theirs, Rates()).when(grant_approval, replace(GRANT, actor=ministry)).then(
        {"deal-1": [GRANTED]}
    )


def test_nobody_approves_alone_under_a_joint_mandate() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    given_states(deal, replace(GUS, joint=2), Rates()).when(grant_approval, GRANT).then_refused(
        "joint_approval", mandate="mandate-9", needed=2
    )


def test_after_the_deals_deadline_nothing_is_approved() -> None:
    deal, over = deal_after(*AGREED, REQUESTED), OPENED.expires_at.at
    for ask in (
        lambda: request_approval(deal, replace(ASK, at=over)),
        lambda: grant_approval(deal, GUS, Rates(), replace(GRANT, at=over)),
        lambda: refuse_approval(deal, replace(REFUSE, at=over)),
    ):
        then_refused(ask, "deadline_passed", clock="deal", expired_at=over)


def test_only_a_lead_asks() -> None:
    then_refused(
        lambda: request_approval(deal_after(*AGREED), replace(ASK, actor=WEN)),
        "not_lead",
        person="wen-hao",
        principal="linghai",
    )


def test_the_approver_grants_within_the_mandate() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    given_states(deal, GUS, Rates()).when(grant_approval, GRANT).then({"deal-1": [GRANTED]})


def test_granting_twice_changes_nothing() -> None:
    deal = deal_after(*AGREED, REQUESTED, GRANTED)
    given_states(deal, GUS, Rates()).when(grant_approval, GRANT).then_nothing()


def test_nobody_else_grants() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    given_states(deal, GUS, Rates()).when(grant_approval, replace(GRANT, actor=ROJAS)).then_refused(
        "not_the_approver", person="rojas", approver="gu"
    )


def test_an_unknown_approval_is_not_granted() -> None:
    given_states(deal_after(*AGREED), GUS, Rates()).when(grant_approval, GRANT).then_refused(
        "unknown_approval", approval="approval-1"
    )


def test_who_drafted_meanwhile_does_not_grant() -> None:
    deal = deal_after(*AGREED, replace(REQUESTED, approver="lin-yue"))
    command = replace(GRANT, actor=LIN)
    given_states(deal, GUS, Rates()).when(grant_approval, command).then_refused(
        "approver_is_drafter", person="lin-yue"
    )


def test_a_mandate_to_sign_is_none_to_approve() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    signs = mandate(9, "gu", "linghai")
    given_states(deal, signs, Rates()).when(grant_approval, GRANT).then_refused(
        "mandate_wrong_scope", mandate="mandate-9", scope="approve"
    )


def test_a_refusal_opens_the_terms_and_every_approval_falls() -> None:
    assert refuse_approval(deal_after(*AGREED, REQUESTED), REFUSE) == [REFUSED]
    deal = deal_after(*AGREED, REQUESTED, GRANTED, REFUSED)
    assert deal.stage is Stage.NEGOTIATING
    assert deal.instruments["agreement-1"].approvals == {}
    assert deal.instruments["agreement-1"].matrix.locked_sha256 == ""


def test_who_asked_takes_the_request_back() -> None:
    assert withdraw_approval_request(deal_after(*AGREED, REQUESTED), WITHDRAW) == [WITHDRAWN]
    deal = deal_after(*AGREED, REQUESTED, WITHDRAWN)
    assert deal.stage is Stage.AGREED
    assert deal.instruments["agreement-1"].approvals == {}


def test_the_other_requests_stay() -> None:
    other = replace(REQUESTED, approval="approval-2", kind="parent")
    deal = deal_after(*AGREED, REQUESTED, other, WITHDRAWN)
    assert deal.stage is Stage.APPROVING
    assert set(deal.instruments["agreement-1"].approvals) == {"approval-2"}


def test_nobody_else_takes_it_back() -> None:
    deal = deal_after(*AGREED, REQUESTED)
    for actor, code, facts in (
        (ROJAS, "request_of_another_side", {"principal": "linghai"}),
        (WEN, "not_lead", {"person": "wen-hao", "principal": "linghai"}),
    ):
        command = replace(WITHDRAW, actor=actor)
        then_refused(partial(withdraw_approval_request, deal, command), code, **facts)


def test_what_was_granted_or_never_asked_for_is_not_taken_back() -> None:
    granted = deal_after(*AGREED, REQUESTED, GRANTED)
    gone = deal_after(*AGREED, REQUESTED, WITHDRAWN)
    for deal, code in ((granted, "approval_granted"), (gone, "unknown_approval")):
        ask = partial(withdraw_approval_request, deal, WITHDRAW)
        then_refused(ask, code, approval="approval-1")


def test_taking_it_back_has_a_reason() -> None:
    deal, command = deal_after(*AGREED, REQUESTED), replace(WITHDRAW, reason="")
    then_refused(partial(withdraw_approval_request, deal, command), "text_empty", field="reason")


def test_no_approval_survives_an_unlock() -> None:
    unlocked = TermsUnlocked(
        at=NOON,
        instrument="agreement-1",
        principal="andes",
        by="rojas",
        reason="A new price.",
        voids=("approval-1",),
    )
    deal = deal_after(*AGREED, REQUESTED, GRANTED, unlocked)
    assert deal.instruments["agreement-1"].approvals == {}


def test_a_suspended_deal_approves_nothing() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    deal = deal_after(*AGREED, REQUESTED, suspended)
    for ask in (
        lambda: request_approval(deal, ASK),
        lambda: grant_approval(deal, GUS, Rates(), GRANT),
        lambda: refuse_approval(deal, REFUSE),
    ):
        then_refused(ask, "suspended", since=NOON)
