"""The wall of a fair: one position, live, for everybody; what a number is, one click away."""

from __future__ import annotations

import re

import pytest
from http_fair import Fair, Person
from waiting import until
from web_deal import Talks
from web_window import TONGUES, Opens, Window

from aggregates.vocabulary import Role


@pytest.fixture(scope="module")
def auditor(fair: Fair) -> Person:
    """Give somebody who sees every deal."""
    return fair.person(Role.AUDITOR)


@pytest.fixture(scope="module")
def executed(fair: Fair, auditor: Person) -> Talks:
    """Give a deal whose letter of intent was executed, which the figures have come to count."""
    talks = Talks(fair).open().engage()
    until(lambda: letters(auditor) > 0)
    return talks


def letters(auditor: Person) -> int:
    """Return how many letters of intent an auditor's wall counts."""
    wall = auditor.get(f"/editions/{auditor.fair.edition}/wall").then().body
    tiers = {one["tier"]: one["executed"]["count"] for one in wall["figures"]["headline"]["tiers"]}
    return int(tiers["intention"])


def hangs(here: Window, path: str = "/wall") -> Window:
    """Open the wall, and wait until it is live."""
    here.goes(path)
    here.page.locator("[data-state=live]:not([hidden])").wait_for()
    return here


def counted(here: Window) -> int:
    """Return how many letters of intent the wall shows."""
    return int(here.page.locator("#wall .tile strong").nth(2).inner_text())


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_wall_is_accessible_at_every_width(
    window: Opens, auditor: Person, executed: Talks, tongue: str
) -> None:
    assert executed.deal
    here = hangs(window(auditor, tongue=tongue))
    for look in here.looks():
        here.keeps(f"wall-{tongue}-{look}")
        assert (look, here.overflows(), here.breaches()) == (look, False, [])


def test_the_wall_moves_with_what_is_executed(
    window: Opens, auditor: Person, executed: Talks
) -> None:
    here = hangs(window(auditor))
    before, shown = counted(here), here.page.locator("#wall").get_attribute("data-position")
    Talks(executed.fair).open().engage()
    here.page.wait_for_function(
        "n => Number(document.querySelectorAll('#wall .tile strong')[2].textContent) > n",
        arg=before,
    )
    assert here.page.locator("#wall").get_attribute("data-position") != shown


def test_a_wall_that_lost_the_network_says_so_and_catches_up(
    window: Opens, auditor: Person, executed: Talks
) -> None:
    here = hangs(window(auditor, width=360))
    before = counted(here)
    here.context.set_offline(True)
    lost = here.page.locator("[data-state=lost]:not([hidden])")
    lost.wait_for()
    assert re.fullmatch(r"Last heard \d\d:\d\d:\d\d, reconnecting", lost.inner_text())
    assert here.breaches() == []
    Talks(executed.fair).open().engage()
    here.context.set_offline(False)
    here.page.wait_for_function(
        "n => Number(document.querySelectorAll('#wall .tile strong')[2].textContent) > n",
        arg=before,
    )
    here.page.locator("[data-state=live]:not([hidden])").wait_for()
    assert executed.deal


def test_a_kiosk_shows_an_auditor_what_everybody_is_shown(
    window: Opens, auditor: Person, executed: Talks
) -> None:
    assert executed.deal
    kiosk = window(auditor).goes("/wall?kiosk")
    public = window(width=360).goes("/wall")
    assert kiosk.page.locator("header.bar").count() == 0
    assert (kiosk.breaches(), public.breaches()) == ([], [])
    told = [one.page.locator("#wall .tile, .empty").all_inner_texts() for one in (kiosk, public)]
    assert told[0] == told[1] != []


def test_a_number_leads_to_what_proves_it_by_the_keyboard(
    window: Opens, auditor: Person, executed: Talks
) -> None:
    here = hangs(window(auditor))
    here.page.get_by_role("link", name="Letters of intent").focus()
    here.page.keyboard.press("Enter")
    here.page.get_by_role("heading", name="What was executed, tier by tier").wait_for()
    assert here.breaches() == []
    listed = here.page.locator(f"a[href^='/deals/{executed.deal}?at=']")
    assert listed.count() == 1
    listed.focus()
    here.page.keyboard.press("Enter")
    here.page.wait_for_url(f"**/deals/{executed.deal}?at=*")
    assert here.page.locator("h1").count() == 1


def test_the_wall_reads_without_scripts(window: Opens, auditor: Person, executed: Talks) -> None:
    here = window(auditor, script=False, width=360).goes("/wall")
    assert counted(here) > 0
    assert here.page.locator("table.bars").count() == 2
    assert executed.deal
