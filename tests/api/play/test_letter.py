"""Moves of the letter of intent: what is sent or accepted is signed in the same breath."""

from __future__ import annotations

from pathlib import Path

import msgspec
from paper.reading import Reading
from playing import Theatre
from plots import ASTER, FANG, JANA, LETTER, LIN, MINHAI, OPENED, given_plot, move, seat

from aggregates.deal.signing.events import SigningOpened
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.events import IntentSubmitted
from api.play.player import Happened

DRAFTED = (*OPENED, LETTER[0])
SUBMIT = {"instrument": "letter", "expires": "+14d"}


def test_the_letter_is_executed_when_each_principal_has_signed(theatre: Theatre) -> None:
    deal = theatre.when_played(given_plot(*OPENED, *LETTER)).deal
    (letter,) = (one for one in deal.instruments.values() if one.id != deal.leading)
    assert (deal.stage, letter.progress) == (Stage.ENGAGED, Progress.EXECUTED)


def test_the_paper_that_is_signed_states_what_the_event_does(theatre: Theatre) -> None:
    with theatre.player(given_plot(*OPENED, *LETTER), Path()) as player:
        steps = [step.event for step in player.play() if isinstance(step, Happened)]
        (sent,) = (event for event in steps if isinstance(event, IntentSubmitted))
        opened = next(event for event in steps if isinstance(event, SigningOpened))
        stage = player.stage
        file = Reading(player.ledger.book.blob(stage.source, opened.revision.pdf_sha256))
    stated = msgspec.json.decode(file.attached("signing.json"))["bindingness"]
    assert stated == sent.bindingness.value
    assert "Bindingness" in file.text(file.tree)


def test_its_pages_lead_to_the_address_of_the_fair(theatre: Theatre) -> None:
    public = {"public_url": "https://fair.example.org"}
    abroad = Theatre(theatre.settings.model_copy(update=public))
    with abroad.player(given_plot(*OPENED, *LETTER[:2]), Path()) as player:
        steps = [step.event for step in player.play() if isinstance(step, Happened)]
        (opened,) = (event for event in steps if isinstance(event, SigningOpened))
        file = Reading(player.ledger.book.blob(player.stage.source, opened.revision.pdf_sha256))
    sheet = msgspec.json.decode(file.attached("signing.json"))
    assert sheet["codes_at"] == "https://fair.example.org/verify/"


def test_a_letter_is_declined(theatre: Theatre) -> None:
    declined = move("decline_intent", JANA, instrument="letter", reason="Not this year.")
    assert theatre.when_played(given_plot(*OPENED, *LETTER[:2], declined)).deal.stage is (
        Stage.DECLINED
    )


def test_whoever_sits_nowhere_sends_and_accepts_nothing(theatre: Theatre) -> None:
    joint = seat("aster", "aster", JANA, "aster-ruehl")
    played = theatre.when_played(
        given_plot(
            *DRAFTED,
            move("submit_intent", LIN, **SUBMIT, seats=[joint], expect="no_seat"),
            move("accept_intent", JANA, instrument="letter", expect="no_signing"),
            move("submit_intent", LIN, **SUBMIT, seats=[MINHAI, ASTER]),
            move("accept_intent", FANG, instrument="letter", expect="unknown_field"),
        )
    )
    assert len(played.refusals) == 3


def test_the_sender_who_accepts_as_well_changes_nothing(theatre: Theatre) -> None:
    again = move("accept_intent", LIN, instrument="letter")
    played = theatre.when_played(given_plot(*OPENED, *LETTER[:2], again))
    assert played.deal.stage is Stage.INTENT
