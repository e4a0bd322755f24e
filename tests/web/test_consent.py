"""What the sides let be published, item by item, in a browser: all of them, or nothing is told."""

from __future__ import annotations

import pytest
from http_fair import Fair, Person
from web_deal import Talks
from web_window import Opens, Window

NAMES = "The title of the deal and the names of its sides"


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal whose letter of intent is executed, and whose agreement is negotiated."""
    return Talks(fair).open().engage().talk()


def sheet_of(window: Opens, talks: Talks, who: Person, link: str) -> Window:
    """Open a sheet from the people of the deal."""
    here = window(who).goes(f"/deals/{talks.deal}/people").presses(link, role="link")
    here.page.locator("#sheet[open]").wait_for()
    return here


def ticks(here: Window, item: str, button: str) -> Window:
    """Tick an item, and send the sheet."""
    here.page.get_by_label(item, exact=True).check()
    return here.presses(button).reads("Done, and recorded at position")


def told_of_names(here: Window) -> str:
    """Return what the page says of the names."""
    return here.page.locator("main li").filter(has_text=NAMES).inner_text()


def test_only_what_is_executed_is_offered(window: Opens, talks: Talks) -> None:
    here = sheet_of(window, talks, talks.ana, "Consent")
    offered = here.page.locator("#sheet [name=instrument]")
    assert [one.input_value() for one in offered.all()] == [talks.letter]
    here.keeps("consent-sheet")
    assert here.breaches() == []


def test_the_names_are_public_once_every_side_said_so_and_until_one_takes_it_back(
    window: Opens, talks: Talks
) -> None:
    for who in (talks.lin, talks.ana):
        here = ticks(sheet_of(window, talks, who, "Consent"), NAMES, "Consent to publication")
        assert "not published" in told_of_names(here)
    here = ticks(sheet_of(window, talks, talks.ola, "Consent"), NAMES, "Consent to publication")
    assert "may be published" in told_of_names(here.keeps("consented"))
    here = ticks(
        sheet_of(window, talks, talks.ola, "Withdraw the consent"), NAMES, "Withdraw the consent"
    )
    assert "not published" in told_of_names(here)


def test_a_side_keeps_the_deal_confidential_and_lifts_it_by_keyboard(
    window: Opens, talks: Talks
) -> None:
    here = sheet_of(window, talks, talks.lin, "Keep confidential")
    here.presses("Keep the deal confidential").reads("The deal is counted, and listed nowhere.")
    here.page.get_by_role("link", name="Keep it confidential no longer").focus()
    here.page.keyboard.press("Enter")
    here.page.locator("#sheet[open]").wait_for()
    here.page.locator("#sheet .button.primary").focus()
    here.page.keyboard.press("Enter")
    here.page.get_by_text("Kept so by:").wait_for(state="detached")
