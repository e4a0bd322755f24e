"""Moves of who signs by hand or for the stage, and of what becomes of a deal in force."""

from __future__ import annotations

from playing import Heard, Played, Theatre
from plots import APPROVED, ASTER, FANG, JANA, LIN, MINHAI, SHEN, SIGNING, given_plot, move

from aggregates.deal.authorities.standing import Standing, standings
from aggregates.deal.ending.events import DealTerminated, Ground
from aggregates.deal.paper.events import PaperExecuted
from aggregates.deal.signing.events import (
    AgreementSigned,
    InstrumentExecuted,
    SigningCalled,
    SigningTurnOpened,
)
from aggregates.deal.state import Stage
from api import judging
from api.clock import now
from api.recording import record_of
from api.trusting import trust_here
from signing.verify.verdict import Level, Verdict

SIGNS = (move("sign", LIN, seat="minhai"), move("sign", JANA, seat="aster"))
SIGNED = (*SIGNING, *SIGNS)
HANDS = [
    {"seat": "minhai", "person": LIN, "mandate": "minhai-lin", "chopped": True},
    {"seat": "aster", "person": JANA, "mandate": "aster-ruehl"},
]
BY_HAND = (
    move("record_paper_execution", LIN, scan="site", hands=HANDS),
    move("confirm_paper_execution", JANA),
    move("attest_paper_execution", FANG),
)
COURT = {"kind": "judgment", "authority": "Court of Zhangbin Bay", "decision": "Judgment no. 5."}


def judged(theatre: Theatre, *moves: str) -> Verdict:
    """Return what this machine says of the newest file of the leading instrument."""
    with theatre.player(given_plot(*moves), theatre.settings.data_directory) as player:
        list(player.play())
        deal, ledger = player.stage.deal(), player.ledger
        record = record_of(player.installation, deal, deal.leading)
        pdf = ledger.book.blob(player.stage.source, record.pdf_sha256)
    trusting = trust_here(theatre.settings, now(), ask_ledger=True)
    return judging.judged(theatre.settings, Heard(), pdf, trusting, now())


def said(played: Played) -> tuple[Standing, ...]:
    """Return what may be said of the leading instrument at the end."""
    return standings(played.deal, played.deal.instruments[played.deal.leading])


def test_what_is_signed_by_hand_is_executed_when_an_official_attests_it(theatre: Theatre) -> None:
    played = theatre.when_played(given_plot(*SIGNING, *BY_HAND))
    assert played.deal.stage is Stage.SIGNED
    kinds = (PaperExecuted, InstrumentExecuted, AgreementSigned)
    assert [len(played.events(kind)) for kind in kinds] == [1, 2, 0]


def test_the_verdict_on_a_paper_original_says_who_attested_it(theatre: Theatre) -> None:
    verdict = judged(theatre, *SIGNING, *BY_HAND)
    assert (verdict.level, verdict.status_now) == (Level.VALID, "in_force")
    assert verdict.attested_by
    unsigned = judged(theatre, *SIGNING)
    assert unsigned.reason is not None
    assert (unsigned.level, unsigned.reason.code) == (Level.NOT_VALID, "seat_empty")


def test_nothing_is_on_paper_before_it_was_handed_in(theatre: Theatre) -> None:
    confirm = move("confirm_paper_execution", JANA, expect="no_paper")
    attest = move("attest_paper_execution", FANG, expect="no_paper")
    early = move("record_paper_execution", LIN, scan="site", hands=HANDS, expect="no_signing")
    played = theatre.when_played(given_plot(*APPROVED, early, SIGNING[-1], confirm, attest))
    assert played.refusals == ["no_signing", "no_paper", "no_paper"]


def test_what_is_signed_before_the_stage_counts_when_it_is_called(theatre: Theatre) -> None:
    opening = move("open_signing", LIN, expires="+3d", embargoed=True, seats=[MINHAI, ASTER])
    call = move("call_signing", SHEN)
    signed = theatre.when_played(given_plot(*APPROVED, opening, *SIGNS))
    called = theatre.when_played(given_plot(*APPROVED, opening, *SIGNS, call))
    assert (signed.deal.stage, called.deal.stage) == (Stage.SIGNING, Stage.SIGNED)
    assert len(called.events(SigningCalled)) == 1


def test_one_at_a_time_has_the_pen(theatre: Theatre) -> None:
    moves = (
        move("open_turn", LIN, seat="minhai", expires="+15m"),
        move("sign", JANA, at="+1m", seat="aster", expect="turn_taken"),
        move("sign", LIN, at="+1m", seat="minhai"),
        move("sign", JANA, at="+1m", seat="aster"),
    )
    played = theatre.when_played(given_plot(*SIGNING, *moves))
    assert (len(played.events(SigningTurnOpened)), played.deal.stage) == (1, Stage.SIGNED)


def test_one_side_ends_the_deal_when_its_notice_has_run(theatre: Theatre) -> None:
    given = move(
        "give_notice", JANA, notice="n-1", ground="breach", reason="Nothing came.", ends="+30d"
    )
    other = move(
        "give_notice", JANA, notice="n-2", ground="insolvency", reason="No pay.", ends="+30d"
    )
    back = move("withdraw_notice", JANA, notice="n-2", reason="They paid.")
    early = move("terminate", JANA, notice="n-1", expect="not_due")
    end = move("terminate", JANA, at="+31d", notice="n-1")
    played = theatre.when_played(given_plot(*SIGNED, given, other, back, early, end))
    (terminated,) = played.events(DealTerminated)
    assert isinstance(terminated, DealTerminated)
    assert (terminated.ground, played.deal.stage) == (Ground.BREACH, Stage.TERMINATED)


def test_what_authorities_say_is_said_of_the_paper(theatre: Theatre) -> None:
    arbitral = {"kind": "arbitration", "authority": "Arbitration Centre of Zhangbin Bay"}
    moves = (
        move("record_dispute", FANG, dispute="d-1", document="Claim no. 1.", **arbitral),
        move("record_dispute", FANG, dispute="d-2", document="Claim no. 2.", **arbitral),
        move("settle_dispute", FANG, dispute="d-1", outcome="settled", decision="Award no. 1."),
        move("suspend_execution", FANG, suspension="s-1", **COURT),
        move("lift_suspension", FANG, suspension="s-1", decision="Order no. 2."),
        move("suspend_execution", FANG, suspension="s-2", **COURT),
    )
    played = theatre.when_played(given_plot(*SIGNED, *moves))
    assert said(played) == (Standing.SUSPENDED, Standing.DISPUTED)


def test_what_was_annulled_is_not_valid(theatre: Theatre) -> None:
    verdict = judged(theatre, *SIGNED, move("annul", FANG, annulment="a-1", **COURT))
    assert verdict.reason is not None
    assert (verdict.level, verdict.reason.code) == (Level.NOT_VALID, "annulled")


def test_a_lead_and_an_official_put_documents_beside_the_agreement(theatre: Theatre) -> None:
    duty = {"kind": "stamp_duty_receipt", "authority": "Tax Bureau of Zhangbin Bay"}
    moves = [
        move("attach_attestation", who, attestation=f"of-{who}", document="Receipt no. 7.", **duty)
        for who in (LIN, FANG)
    ]
    played = theatre.when_played(given_plot(*SIGNED, *moves))
    assert len(played.deal.records.attestations) == 2
