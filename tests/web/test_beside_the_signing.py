"""Around a signature: a letter is sent, the stage calls, hands sign, and tasks follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from scanning import scan_of
from web_window import Opens, Window

from aggregates.vocabulary import Role


@pytest.fixture
def opened(fair: Fair) -> Negotiation:
    """Give a deal that is open to be signed, and kept from the wall until the stage calls it."""
    deal = Negotiation(fair).open().engage().agree()
    deal.open_signing(embargoed=True).then()
    return deal


@pytest.fixture(scope="module")
def executed(fair: Fair) -> Negotiation:
    """Give a deal that both sides have signed."""
    deal = Negotiation(fair).open().engage().agree()
    deal.open_signing().then()
    for who, field in ((deal.lin, "linghai"), (deal.ana, "aster")):
        deal.sign(who, field).then()
    return deal


def page_of(deal: Negotiation, what: str) -> str:
    """Return where something is done about the paper that is signed."""
    return f"/deals/{deal.deal}/instruments/{deal.leading}/{what}"


def shows(here: Window, who: Person) -> Window:
    """Type the code that somebody's app shows, where the form asks for it."""
    here.fills(**{"presence-code": who.fair.house.code(who.insider)})
    here.presses("Go on")
    who.fair.house.clock.forward(seconds=30)
    return here


def test_a_letter_is_signed_and_sent_by_its_page(window: Opens, fair: Fair) -> None:
    deal = Negotiation(fair).open()
    letter = {"kind": "letter_of_intent", "tier": "intention"}
    deal.does("draft_instrument", deal.lin, **letter).then()
    here = window(deal.lin, width=360).goes(f"/deals/{deal.deal}/letter")
    here.fills(**{"body-c1-en": "The sides mean to build a plant.", "heading-c1-en": "Purpose"})
    here.fills(**{"heading-c1-zh-Hans": "宗旨", "body-c1-zh-Hans": "各方拟共同建厂。"})
    here.fills(forum="CIETAC").presses("Sign and send the letter")
    shows(here, deal.lin).reads("Your letter of intent is signed and sent.")
    assert deal.reads(deal.lin).body["stage"] == "intent"
    here.goes(f"/deals/{deal.deal}/letter").reads("The letter of intent was sent")
    assert here.keeps("letter-sent").breaches() == []


def test_an_official_calls_a_signing_on_the_stage(
    window: Opens, fair: Fair, opened: Negotiation
) -> None:
    here = window(fair.person(Role.OFFICIAL)).goes(page_of(opened, "sign"))
    here.keeps("stage-call").presses("Call it on the stage").reads("The signing is called.")
    assert not opened.signing(opened.leading)["embargoed"]


def test_a_side_calls_the_signing_off_and_says_why(window: Opens, opened: Negotiation) -> None:
    here = window(opened.ana, width=360).goes(page_of(opened, "sign"))
    here.presses("Call it off", role="link")
    sheet = here.page.locator("#sheet")
    sheet.get_by_text("the terms stay locked").wait_for()
    assert here.keeps("void-sheet").breaches() == []
    sheet.locator("[name=reason]").fill("The price has to be talked about again.")
    here.presses("Call it off").reads("The signing is called off.")
    assert opened.reads(opened.lin).body["stage"] == "agreed"


def test_a_paper_that_was_signed_by_hand_is_reported_with_its_scan(
    window: Opens, fair: Fair, tmp_path: Path
) -> None:
    opened = Negotiation(fair).open().engage().agree()
    opened.open_signing().then()
    digest = opened.signing(opened.leading)["pdf_sha256"]
    printed = opened.reads(opened.lin, f"/documents/{digest}").then().response.content
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scan_of(printed, tmp_path, (120, 500)))
    path = f"/deals/{opened.deal}/paper?instrument={opened.leading}"
    here = window(opened.lin, width=360).goes(path)
    assert (here.keeps("paper").overflows(), here.breaches()) == (False, [])
    here.page.locator("[name=chop-aster]").check()
    here.page.locator("[name=scan]").set_input_files(scan)
    here.presses("Report it").reads("Reported. The other sides confirm the scan")
    assert here.keeps("paper-reported").breaches() == []


def test_a_schedule_is_written_row_by_row_and_proposed(
    window: Opens, executed: Negotiation
) -> None:
    here = window(executed.lin, width=360).goes(f"/deals/{executed.deal}/schedule")
    rows = here.page.locator("[name^=title-]")
    for number, (button, what) in enumerate(
        (("Add a condition", "The permit is there"), ("Add a milestone", "First module"))
    ):
        here.presses(button)
        rows.nth(number).wait_for()
        rows.nth(number).fill(what)
    here.page.locator("[name^=amount-]").fill("480,000,000")
    assert (here.keeps("schedule").overflows(), here.breaches()) == (False, [])
    here.presses("Propose the schedule").reads("A schedule is proposed; 1 side has agreed")
    there = (
        window(executed.ana).goes(f"/deals/{executed.deal}/steps").reads("A schedule is proposed")
    )
    assert there.keeps("schedule-proposed").breaches() == []
