"""What may happen when: what is due, what may follow the signing, what a suspension lets through.

Each is a list, so that whatever is not on it is a finding.
"""

from __future__ import annotations

from machine.decisions import Step
from machine.follow.change import AT_THE_TABLE, ON_THE_CLOCK
from machine.follow.change import IN_FORCE as STAGES_IN_FORCE
from machine.model import Model
from machine.wording import AGREEMENT

from aggregates.deal.parties.events import Clock
from aggregates.deal.parties.expire_deal import ExpireDeal
from aggregates.deal.signing.expire_signing import ExpireSigning
from aggregates.deal.terms.expire_offer import ExpireOffer

AT_THE_FAIR = frozenset({"revoke_mandate", "publish_rates"})
"""What is not of the deal."""
HALTS = frozenset({"suspend_deal", "resume_deal"})
ON_RECORD = frozenset(
    {
        *("record_dispute", "settle_dispute", "suspend_execution", "lift_suspension", "annul"),
        *("attach_attestation", "correct_classification", "renew_archive"),
        *("state_attributes", "schedule_ceremony"),
        *("grant_access", "revoke_access", "consent_to_publication"),
        *("withdraw_publication_consent", "declare_confidentiality", "lift_confidentiality"),
    }
)
"""What is noted of a deal whatever becomes of it."""
ANSWERS = frozenset({"decide_filing", "lift_filing"})
"""An authority does not wait for the fair."""
CLOSING = frozenset({"witness", "notarise", "official_sign", "seal_agreement"})
"""What closes the file of what is executed."""
WHEN_SIGNED = frozenset({"satisfy_condition", "waive_condition", "declare_effective"})
WHEN_EFFECTIVE = frozenset(
    {
        *("report_contribution", "verify_contribution", "report_milestone", "verify_milestone"),
        *("write_off_obligation", "close_deal"),
    }
)
IN_FORCE = frozenset(
    {
        *("propose_schedule", "confirm_schedule", "give_notice", "withdraw_notice", "terminate"),
        *("draft_instrument", "require_filing", "submit_filing", "withdraw_filing"),
        *("extend_filing", "invite_party", "revoke_invitation", "add_participant"),
        *("replace_lead", "comment", "ask", "answer"),
    }
)
"""What goes on as long as the deal is in force."""
OF_ANOTHER_PAPER = frozenset(
    {
        *("table_offer", "accept_clauses", "counter_clause", "counter_frame", "reserve_clause"),
        *("withdraw_offer", "expire_offer", "extend_deadline", "translate_clause"),
        *("certify_translation", "lock_terms", "unlock_terms", "propose_correction"),
        *("confirm_correction", "request_approval", "grant_approval", "refuse_approval"),
        *("withdraw_approval_request", "withdraw_correction"),
        *("open_signing", "replace_signatory", "sign", "refuse_to_sign", "void_signing"),
        *("expire_signing", "open_turn", "call_signing", "record_paper_execution"),
        *("prepare_signature", "complete_signature"),
        *("confirm_paper_execution", "attest_paper_execution"),
    }
)
"""What may go on with an instrument beside it, on the path of its own."""
EXPIRIES = frozenset({"expire_deal", "expire_offer", "expire_signing"})
WHILE_SUSPENDED = frozenset({"resume_deal", "void_signing"}) | ON_RECORD | ANSWERS
"""What a suspended deal takes: nobody has to wait in order to call a signing off."""
AFTER_THE_DEADLINE = EXPIRIES | WHILE_SUSPENDED | CLOSING | HALTS
"""What a deal takes that is to expire: that, and the closing of what is executed."""
WHEN_ANNULLED = AFTER_THE_DEADLINE
"""What a deal takes that binds nobody any more."""
WHEN_OVER = ON_RECORD | CLOSING
"""What a deal takes that is fulfilled or terminated."""


def check_allowed(model: Model, step: Step) -> None:
    """The decision that said yes was one that could, before the command."""
    if step.decision in AT_THE_FAIR:
        return
    if model.suspended_at is not None:
        assert step.decision in WHILE_SUSPENDED, "a suspended deal takes no step"
    if model.stage in ON_THE_CLOCK and model.until.over:
        assert step.decision in AFTER_THE_DEADLINE, "a deal that is over takes no step"
    if step.decision in EXPIRIES:
        assert is_due(model, step), "nothing expires before its time"
    if AGREEMENT in model.annulled:
        assert step.decision in WHEN_ANNULLED, "nothing is done under what was annulled"
    if model.stage in {"fulfilled", "terminated"}:
        assert step.decision in WHEN_OVER, "nothing is done under what is over"
    if model.stage in STAGES_IN_FORCE:
        _check_in_force(model, step)


def _check_in_force(model: Model, step: Step) -> None:
    """While the leading instrument is in force, it is performed, and others run beside it."""
    own = WHEN_SIGNED if model.stage == "signed" else WHEN_EFFECTIVE
    if step.decision in IN_FORCE | own | HALTS | ON_RECORD | ANSWERS | CLOSING:
        return
    assert step.decision in OF_ANOTHER_PAPER, "nothing else follows the signing"
    assert getattr(step.command, "instrument", AGREEMENT) != AGREEMENT, "nor of this paper"


def is_due(model: Model, step: Step) -> bool:
    """Return whether the system's clock has reached what ``step`` asks it to close.

    What was over before an authority was asked is over; a suspended deal takes no step at all.
    """
    if model.suspended_at is not None:
        return False
    command = step.command
    if isinstance(command, ExpireDeal):
        return _is_deal_due(model, command.clock)
    if isinstance(command, ExpireOffer):
        return _is_offer_due(model, command)
    assert isinstance(command, ExpireSigning)
    paper = model.papers[command.instrument]
    running = paper.progress == "signing" and not paper.letter
    return running and paper.session is not None and paper.session.until.over


def _is_deal_due(model: Model, clock: Clock) -> bool:
    if model.stage not in ON_THE_CLOCK:
        return False
    if clock is Clock.DEAL:
        return model.until.over
    if clock is not Clock.INTENT:
        return False
    return any(
        paper.letter and paper.progress == "signing" and paper.session.until.over
        for paper in model.papers.values()
        if paper.session is not None
    )


def _is_offer_due(model: Model, command: ExpireOffer) -> bool:
    """An offer that everybody has accepted in time has done its work."""
    paper = model.papers[command.instrument]
    if model.stage not in AT_THE_TABLE or paper.progress != "negotiating":
        return False
    offer = paper.offer
    return offer is not None and offer.live and offer.until.over and any(model.missing(paper))
