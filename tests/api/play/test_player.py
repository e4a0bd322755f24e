"""The player keeps to the file: what should be refused is, what should happen does, or it stops."""

from __future__ import annotations

from datetime import timedelta

from playing import Theatre
from plots import ASTER, FAIR, JANA, LIN, MINHAI, OPENED, given_plot, move

from aggregates.rates.events import RatePublished
from api.play.player import Noted

CENTURY = timedelta(days=36525)


def test_a_move_that_is_refused_unexpectedly_stops_the_play(theatre: Theatre) -> None:
    plot = given_plot(*OPENED, move("lock_terms", JANA))
    told = {"move": "lock_terms", "by": JANA, "refusal": "wrong_stage"}
    theatre.then_fails(plot, "move_refused", None, number=4, **told)


def test_a_move_that_is_refused_for_another_reason_stops_it_as_well(theatre: Theatre) -> None:
    plot = given_plot(*OPENED, move("lock_terms", JANA, expect="nda_missing"))
    theatre.then_fails(plot, "move_refused", number=4, refusal="wrong_stage")


def test_a_move_that_should_have_been_refused_stops_it(theatre: Theatre) -> None:
    plot = given_plot(*OPENED[:2], move("join_deal", JANA, expect="not_invited"))
    theatre.then_fails(plot, "move_not_refused", number=3, move="join_deal", expected="not_invited")


def test_a_text_for_which_there_is_no_type_is_refused_with_its_move(theatre: Theatre) -> None:
    fair = FAIR.replace("The Parties intend to", "الطرفان The Parties intend to")
    drafted = move("draft_instrument", LIN, instrument="letter")
    letter = {"instrument": "letter", "expires": "+9d", "seats": [MINHAI, ASTER]}
    plot = given_plot(*OPENED, drafted, move("submit_intent", LIN, **letter), fair=fair)
    theatre.then_fails(plot, "move_refused", number=5, refusal="uncovered_character")


def test_a_plot_is_neither_of_tomorrow_nor_of_before_the_registry(theatre: Theatre) -> None:
    plot = given_plot(*OPENED)
    theatre.when_played(plot)
    theatre.then_fails(plot, "plot_in_future", shift=CENTURY)
    theatre.then_fails(plot, "plot_before_registry", shift=-CENTURY)


def test_a_file_of_another_registry_is_not_played_here(theatre: Theatre) -> None:
    theatre.when_played(given_plot(*OPENED))
    other = FAIR.replace("NTRCN-HIF-REGISTRY", "NTRCN-OTHER-REGISTRY")
    theatre.then_fails(given_plot(*OPENED, fair=other), "other_registry")


def test_a_fair_that_nobody_runs_cannot_be_set_up(theatre: Theatre) -> None:
    nobody = FAIR.replace("roles: [organiser, notary]", "roles: [notary]")
    plot = given_plot(*OPENED, fair=nobody)
    theatre.then_fails(plot, "scene_refused", refusal="role_not_allowed")


def test_a_remark_is_told_after_its_move(theatre: Theatre) -> None:
    steps = theatre.when_played(
        given_plot(*OPENED[:1], move("invite_party", LIN, organisation="aster", note="At last."))
    ).steps
    assert steps[-1] == Noted(note="At last.")


def test_rates_are_published_when_their_day_has_come(theatre: Theatre) -> None:
    rates = "".join(
        f"  - {{base: CNY, quote: EUR, rate: {rate}, day: {day}, source: Table}}\n"
        for rate, day in (("0.3", "2026-09-10"), ("0.1", "2026-08-01"), ("0.9", "2026-12-01"))
    )
    before, rest = FAIR.split("rates:\n")
    fair = f"{before}rates:\n{rates}{rest[rest.index('offices:') :]}"
    later = move("expire_deal", "system", at="+4d", expect="wrong_stage")
    played = theatre.when_played(given_plot(*OPENED, later, fair=fair))
    published = [step for step in played.events(RatePublished) if isinstance(step, RatePublished)]
    assert [step.rates[0].rate for step in published] == ["0.1", "0.3"]
    assert published[1].at - published[0].at > timedelta(days=1)
