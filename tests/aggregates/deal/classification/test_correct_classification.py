"""Correcting how figures count a deal."""

from __future__ import annotations

from bdd import given
from locked_deal import AGREED, OPENED, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ORGANISER

from aggregates.deal import DEAL
from aggregates.deal.classification.correct_classification import (
    CorrectClassification,
    correct_classification,
)
from aggregates.deal.classification.events import ClassificationCorrected
from aggregates.deal.parties.events import Clock, DealExpired, DealSuspended, Direction

RIGHT = replace(OPENED.classification, direction=Direction.DOMESTIC, industry="2720")
CORRECT = CorrectClassification(
    actor=ORGANISER, at=NOON, classification=RIGHT, reason="The works make batteries."
)
CORRECTED = ClassificationCorrected(
    at=NOON,
    previous=OPENED.classification,
    classification=RIGHT,
    reason="The works make batteries.",
    by="sato",
)


def test_the_organiser_corrects_how_a_deal_is_counted() -> None:
    given(DEAL, *AGREED).when(correct_classification, CORRECT).then(CORRECTED)
    before, now = deal_after(*AGREED), deal_after(*AGREED, CORRECTED)
    assert now.classification == RIGHT
    assert replace(now, classification=before.classification) == before


def test_at_any_stage() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    expired = DealExpired(at=NOON + 30 * DAY, clock=Clock.DEAL, by="system")
    for end in (suspended, expired):
        given(DEAL, *AGREED, end).when(correct_classification, CORRECT).then(CORRECTED)


def test_correcting_it_twice_changes_nothing() -> None:
    given(DEAL, *AGREED, CORRECTED).when(correct_classification, CORRECT).then()


def test_whoever_said_it_first() -> None:
    opened = replace(OPENED, classification=replace(RIGHT, made_by="lin-yue"))
    given(DEAL, opened).when(correct_classification, CORRECT).then()


def test_nobody_else_corrects_it() -> None:
    for actor in (LIN, OFFICIAL):
        given(DEAL, *AGREED).when(
            correct_classification, replace(CORRECT, actor=actor)
        ).then_refused("role_not_allowed", role=actor.role.value, allowed=("organiser",))
    of_andes = replace(ORGANISER, organisation="andes")
    given(DEAL, *AGREED).when(
        correct_classification, replace(CORRECT, actor=of_andes)
    ).then_refused("office_of_a_party", organisation="andes")


def test_it_says_who_made_it() -> None:
    anothers = replace(RIGHT, made_by="lin-yue")
    given(DEAL, *AGREED).when(
        correct_classification, replace(CORRECT, classification=anothers)
    ).then_refused("not_made_by", made_by="lin-yue", by="sato")


def test_it_has_a_reason_and_codes_of_the_right_form() -> None:
    given(DEAL, *AGREED).when(correct_classification, replace(CORRECT, reason="")).then_refused(
        "text_empty", field="reason"
    )
    strange = replace(RIGHT, origin="China")
    given(DEAL, *AGREED).when(
        correct_classification, replace(CORRECT, classification=strange)
    ).then_refused("country_malformed", field="origin", value="China")


def test_there_is_a_deal_to_be_counted() -> None:
    given(DEAL).when(correct_classification, CORRECT).then_refused("wrong_stage", stage="none")
