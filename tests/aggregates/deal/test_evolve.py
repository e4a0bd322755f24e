"""How a deal changes: what no decision's own test shows of it, and that it never refuses."""

from __future__ import annotations

from typing import get_args

from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CAPITAL,
    LESS_CAPITAL,
    ON_TABLE,
    TABLED,
    countered,
    locked,
)
from locked_deal import deal_after
from msgspec.structs import replace
from people import NOON, ROJAS
from signing_deal import GRANTED, REQUESTED
from three_sides import DRAFTED, ENGAGED, HALF_ACCEPTED, LETTER_SENT, TOGETHER

from aggregates.deal.change import earlier, ended, falling, moved, reopened, without
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import CONCERNS, STEPS
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.events import (
    ClericalCorrectionConfirmed,
    ClericalErrorCorrected,
    OfferExpired,
    TermsUnlocked,
)
from aggregates.vocabulary import Kind

BESIDE = replace(DRAFTED, instrument="nda-1", kind=Kind.NDA)
TABLED_BESIDE = replace(TABLED, instrument="nda-1")


def test_every_event_is_of_one_concern() -> None:
    owned = [event for concern, _ in CONCERNS for event in get_args(concern) or (concern,)]
    assert len(owned) == len(STEPS)
    assert STEPS.keys() == set(get_args(DealEvent))


def test_a_deal_that_nobody_opened_has_no_name() -> None:
    deal = deal_after()
    assert (deal.id, deal.stage) == ("", Stage.DRAFT)


def test_an_instrument_beside_the_leading_one_moves_no_stage() -> None:
    deal = deal_after(*ENGAGED, BESIDE, TABLED_BESIDE)
    assert deal.instruments["nda-1"].progress is Progress.NEGOTIATING
    assert deal.stage is Stage.ENGAGED


def test_the_leading_instrument_moves_the_stage() -> None:
    deal = deal_after(*ENGAGED)
    leading = deal.instruments["agreement-1"]
    assert moved(deal, leading, Progress.LOCKED).stage is Stage.AGREED
    assert moved(deal, leading, Progress.EXECUTED).stage is Stage.SIGNED


def test_the_earlier_of_two_stages_comes_first_in_a_deals_life() -> None:
    assert earlier(Stage.INTENT, Stage.NEGOTIATING) is Stage.INTENT
    assert earlier(Stage.APPROVING, Stage.NEGOTIATING) is Stage.NEGOTIATING


def test_nothing_falls_of_what_is_empty_or_executed() -> None:
    assert falling(deal_after(*TOGETHER)) == ()
    assert falling(deal_after(*ENGAGED, BESIDE)) == ()


def test_acceptances_locks_approvals_and_signings_fall() -> None:
    assert falling(deal_after(*ON_TABLE)) == ("agreement-1",)
    assert falling(deal_after(*AGREED, REQUESTED)) == ("agreement-1",)
    assert falling(deal_after(*LETTER_SENT)) == ("letter-1",)
    assert falling(deal_after(*ON_TABLE, BESIDE, TABLED_BESIDE)) == ("agreement-1", "nda-1")


def test_what_has_fallen_does_not_fall_again() -> None:
    deal = deal_after(*ALL_ACCEPTED)
    open_again = reopened(deal.instruments["agreement-1"])
    assert falling(replace(deal, instruments={"agreement-1": open_again})) == ()


def test_a_lock_without_acceptances_falls_too() -> None:
    deal = deal_after(*AGREED)
    agreement = deal.instruments["agreement-1"]
    bare = replace(agreement, matrix=replace(agreement.matrix, acceptances={}))
    assert falling(replace(deal, instruments={"agreement-1": bare})) == ("agreement-1",)


def test_an_instrument_that_was_never_written_is_still_a_draft() -> None:
    letter = deal_after(*TOGETHER).instruments["letter-1"]
    assert reopened(letter).progress is Progress.DRAFT


def test_a_letter_that_was_sent_is_void() -> None:
    assert reopened(deal_after(*HALF_ACCEPTED).instruments["letter-1"]).progress is Progress.VOID


def test_at_its_end_a_deal_keeps_what_was_executed_and_no_more() -> None:
    deal = deal_after(*AGREED, REQUESTED, GRANTED)
    over = ended(deal, Stage.EXPIRED, NOON, deal.parties)
    assert over.instruments["letter-1"] == deal.instruments["letter-1"]
    assert over.instruments["agreement-1"].progress is Progress.NEGOTIATING
    assert over.instruments["agreement-1"].approvals == {}


def test_taking_keys_away_leaves_the_others() -> None:
    assert without({"a": 1, "b": 2, "c": 3}, ["a", "c", "x"]) == {"b": 2}


def test_closing_an_offer_that_was_never_made_changes_nothing() -> None:
    expired = OfferExpired(at=NOON, instrument="agreement-1", offer_no=1, by="system")
    assert deal_after(*ENGAGED, expired) == deal_after(*ENGAGED)


def test_confirming_a_correction_that_was_never_proposed_changes_nothing() -> None:
    confirmed = ClericalCorrectionConfirmed(
        at=NOON,
        instrument="agreement-1",
        correction="correction-1",
        new_terms_sha256="ab" * 32,
        principal="andes",
        approval="",
        by="rojas",
    )
    assert deal_after(*AGREED, confirmed) == deal_after(*AGREED)


def test_a_correction_that_was_never_proposed_has_no_drafter() -> None:
    corrected = ClericalErrorCorrected(
        at=NOON,
        instrument="agreement-1",
        correction="correction-1",
        clause=LESS_CAPITAL,
        translations={},
        old_clause_sha256="aa" * 32,
        new_clause_sha256="bb" * 32,
        old_terms_sha256="cc" * 32,
        new_terms_sha256="dd" * 32,
        parties_sha256="ee" * 32,
        confirmed_approvals=(),
        voids=(),
        by="rojas",
    )
    before, after = deal_after(*AGREED), deal_after(*AGREED, corrected)
    tables = [deal.instruments["agreement-1"].matrix for deal in (before, after)]
    assert tables[0].drafters == tables[1].drafters == {"lin-yue"}


def test_who_countered_is_a_drafter() -> None:
    deal = deal_after(*ON_TABLE, countered(ROJAS, LESS_CAPITAL, CAPITAL, "linghai"))
    assert deal.instruments["agreement-1"].matrix.drafters == {"lin-yue", "rojas"}


def test_locking_again_after_unlocking_is_the_same_lock() -> None:
    unlocked = TermsUnlocked(
        at=NOON, instrument="agreement-1", principal="andes", by="rojas", reason="No.", voids=()
    )
    again = locked(*AGREED, unlocked)
    assert deal_after(*AGREED, unlocked, again) == deal_after(*AGREED)
