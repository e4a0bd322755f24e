"""Moves that follow the signing: conditions, the effect, what is paid and reached, the end."""

from __future__ import annotations

from playing import Theatre
from plots import FANG, JANA, LIN, SHEN, SIGNING, given_plot, move

from aggregates.deal.parties.events import Direction
from aggregates.deal.performance.events import ContributionVerified
from aggregates.deal.state import Stage


def _official(do: str, **keys: object) -> str:
    return move(do, FANG, acting_as="official", **keys)


SIGNED = (*SIGNING, move("sign", LIN, seat="minhai"), move("sign", JANA, seat="aster"))
SCHEDULE = {
    "conditions": [
        {"id": "land", "clause": "law", "title": {"en": "Land"}},
        {
            "id": "licence",
            "clause": "law",
            "title": {"en": "Licence"},
            "waivable_by": ["minhai", "aster"],
        },
    ],
    "contributions": [
        {
            "id": "of-aster",
            "clause": "capital",
            "value": "registered_capital",
            "of": "aster",
            "amount": "10 000 000.50 CNY",
            "due": "2027-03-31",
        }
    ],
    "milestones": [
        {"id": "built", "clause": "law", "title": {"en": "Built"}, "due": "2028-03-31"},
        {"id": "selling", "clause": "law", "title": {"en": "Selling"}, "of": "minhai"},
    ],
}
SCHEDULED = (*SIGNED, move("propose_schedule", LIN, **SCHEDULE), move("confirm_schedule", JANA))
MET = (
    _official("satisfy_condition", condition="land", evidence="The register.\n"),
    move("waive_condition", LIN, condition="licence", reason="Not needed."),
    move("declare_effective", LIN, expect="condition_open"),
    move("waive_condition", JANA, condition="licence", reason="Not needed."),
    move("declare_effective", LIN),
)
PAID = {"report": "one", "obligation": "of-aster", "evidence": "A receipt.\n"}
DONE = (
    move("report_contribution", JANA, amount="10 000 000.50 CNY", **PAID),
    _official("verify_contribution", report="one", amount="5 000 000 CNY", evidence="Seen.\n"),
    _official("verify_contribution", report="one", evidence="All of it.\n"),
    move("report_milestone", LIN, report="two", obligation="built", evidence="A picture.\n"),
    _official("verify_milestone", report="two", evidence="I was there.\n"),
    move("close_deal", LIN, reason="All is done.", expect="obligation_open"),
    move("write_off_obligation", JANA, obligation="selling", reason="It is not sold any more."),
    move("close_deal", LIN, reason="All is done."),
)


def test_a_signed_deal_takes_effect_is_performed_and_closed(theatre: Theatre) -> None:
    played = theatre.when_played(given_plot(*SCHEDULED, *MET, *DONE))
    assert played.deal.stage is Stage.FULFILLED
    amounts = [e.amount.amount for e in played.events(ContributionVerified)]  # type: ignore[attr-defined]  # of that kind
    assert amounts == ["5000000", "10000000.5"]


def test_without_a_schedule_only_an_official_says_that_nothing_is_open(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *SIGNED,
            move("confirm_schedule", JANA, expect="unknown_proposal"),
            move("declare_effective", LIN, expect="schedule_missing"),
            _official("declare_effective"),
            _official("close_deal", reason="It was all in one."),
        )
    )
    assert played.deal.stage is Stage.FULFILLED


def test_the_organiser_corrects_how_the_deal_is_counted(theatre: Theatre) -> None:
    correct = {"direction": "domestic", "industry": "C2720", "reason": "It makes batteries."}
    played = theatre.when_played(
        given_plot(
            *SIGNED,
            move("correct_classification", SHEN, acting_as="organiser", **correct),
            move("correct_classification", SHEN, acting_as="organiser", **correct),
            move("correct_classification", LIN, reason="Me too.", expect="role_not_allowed"),
        )
    )
    now = played.deal.classification
    assert now is not None
    assert (now.direction, now.industry, now.mode) == (Direction.DOMESTIC, "C2720", "joint_venture")
