"""Moves at the table, in their languages: offers, counters, reservations, corrections, the lock."""

from __future__ import annotations

from playing import Theatre
from plots import (
    ACCEPTED,
    APPROVED,
    HE,
    JANA,
    LETTER,
    LIN,
    LOCKED,
    OPENED,
    TABLED,
    TRANSLATED,
    YE,
    given_plot,
    move,
)

from aggregates.deal.parties.events import DeadlineExtended
from aggregates.deal.state import Instrument, Progress
from aggregates.deal.terms.events import ClauseTranslated, ClericalErrorCorrected, OfferExpired
from aggregates.vocabulary import Percentage

AT_TABLE = (*OPENED, *LETTER, *TABLED)
CHINESE = {"language": "zh-Hans", "acting_as": "interpreter"}
TEXT = {"title": "适用法律", "body": "本合同适用中国法律。"}
SLIP = {
    "clause": "law",
    "texts": {"en": {"body": "This Agreement shall be governed by the laws of China."}},
    "translations": {"zh-Hans": {"body": "本合同应适用中国法律。"}},
    "reason": "A slip of the pen.",
}


def paper(theatre: Theatre, *moves: str) -> Instrument:
    """Return the leading instrument after a play."""
    deal = theatre.when_played(given_plot(*moves)).deal
    return deal.instruments[deal.leading]


def test_offers_are_withdrawn_made_anew_and_expire(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *AT_TABLE,
            move("withdraw_offer", LIN, reason="Another one follows."),
            move("table_offer", LIN, clauses=["law"], expires="+2d", irrevocable_until="+1d"),
            move("withdraw_offer", LIN, reason="Too soon.", expect="irrevocable"),
            move("extend_deadline", LIN, clock="offer", expires="+3d"),
            move("expire_offer", "system", expect="not_due"),
            move("expire_offer", "system", at="+4d"),
        )
    )
    assert len(played.events(DeadlineExtended)) == len(played.events(OfferExpired)) == 1


def test_a_counter_and_a_reservation_keep_the_terms_open(theatre: Theatre) -> None:
    instrument = paper(
        theatre,
        *AT_TABLE,
        *ACCEPTED,
        move("counter_clause", LIN, clause="capital", values={"share_aster": "35 %"}),
        move("counter_frame", JANA, title={"en": "Joint Venture Contract"}, forum="Singapore"),
        move("accept_clauses", JANA, clauses=["capital"], version=1, expect="not_on_table"),
        move("reserve_clause", LIN, clause="frame", reason="We must ask."),
        move("lock_terms", LIN, expect="reservation_open"),
    )
    assert instrument.matrix.clauses["capital"].values["share_aster"] == Percentage(value="35")
    assert instrument.matrix.frame is not None
    assert instrument.matrix.frame.forum == "Singapore"
    assert [*instrument.matrix.reservations["frame"]] != []


def test_a_translation_is_given_by_the_file_or_by_the_move(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *AT_TABLE,
            *TRANSLATED[:2],
            move("translate_clause", YE, **CHINESE, clauses=["law"], text=TEXT),
            move("certify_translation", YE, **CHINESE, clauses=["law"]),
            *ACCEPTED,
            move("lock_terms", LIN, expect="language_uncertified"),
        )
    )
    assert len(played.events(ClauseTranslated)) == 3


def test_a_slip_of_the_pen_is_mended_when_everybody_confirms(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *APPROVED,
            move("propose_correction", LIN, **SLIP),
            move("confirm_correction", HE, approval="board"),
            move("confirm_correction", JANA),
            move("confirm_correction", JANA, expect="unknown_correction"),
        )
    )
    assert len(played.events(ClericalErrorCorrected)) == 1


def test_locked_terms_are_unlocked_or_refused(theatre: Theatre) -> None:
    asked = move("request_approval", LIN, approval="board", kind="board", approver=HE)
    for last in (
        (move("unlock_terms", JANA, reason="The amount is open."),),
        (asked, move("refuse_approval", HE, approval="board", reason="Too dear.")),
    ):
        assert paper(theatre, *LOCKED, *last).progress is Progress.NEGOTIATING
