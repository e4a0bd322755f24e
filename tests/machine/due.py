"""What may happen when: what is due, what may follow the signing, what a suspension lets through.

Each is a list, so that whatever is not on it is a finding.
"""

from __future__ import annotations

from machine.decisions import Step
from machine.follow.change import AT_THE_TABLE, ON_THE_CLOCK
from machine.model import Model
from machine.wording import AGREEMENT

from aggregates.deal.parties.events import Clock
from aggregates.deal.parties.expire_deal import ExpireDeal
from aggregates.deal.signing.expire_signing import ExpireSigning
from aggregates.deal.terms.expire_offer import ExpireOffer

AT_THE_FAIR = frozenset({"revoke_mandate", "publish_rates"})
"""What is not of the deal."""
HALTS = frozenset({"suspend_deal", "resume_deal"})
AFTER_SIGNED = frozenset({*HALTS, "witness", "notarise", "official_sign", "seal_agreement"})
"""What may follow the signing of the leading instrument."""
OF_ANOTHER_PAPER = frozenset(
    {
        *("table_offer", "accept_clauses", "counter_clause", "counter_frame", "reserve_clause"),
        *("withdraw_offer", "expire_offer", "extend_deadline", "translate_clause"),
        *("certify_translation", "lock_terms", "unlock_terms", "propose_correction"),
        *("confirm_correction", "request_approval", "grant_approval", "refuse_approval"),
        *("withdraw_approval_request", "withdraw_correction"),
        *("open_signing", "replace_signatory", "sign", "refuse_to_sign", "void_signing"),
        "expire_signing",
    }
)
"""What may go on with an instrument beside it, on the path of its own."""
EXPIRIES = frozenset({"expire_deal", "expire_offer", "expire_signing"})
WHILE_SUSPENDED = frozenset({"resume_deal", "void_signing"})
"""What a suspended deal takes: nobody has to wait in order to call a signing off."""
AFTER_THE_DEADLINE = frozenset({*EXPIRIES, *WHILE_SUSPENDED, *AFTER_SIGNED})
"""What a deal takes that is to expire: that, and the closing of what is executed."""


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
    if model.stage == "signed" and step.decision not in AFTER_SIGNED:
        assert step.decision in OF_ANOTHER_PAPER, "nothing else follows the signing"
        assert getattr(step.command, "instrument", AGREEMENT) != AGREEMENT, "nor of this paper"


def is_due(model: Model, step: Step) -> bool:
    """Return whether the system's clock has reached what ``step`` asks it to close."""
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
