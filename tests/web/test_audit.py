"""Auditors go back in deals and in the fair, hold rows against events, and see who knew what."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from http_fair import Fair, Person
from waiting import until
from web_deal import TITLE, Talks
from web_window import THEMES, TONGUES, Opens, Window

from aggregates.vocabulary import Role


@pytest.fixture(scope="module")
def auditor(fair: Fair) -> Person:
    """Bring an auditor in."""
    return fair.person(Role.AUDITOR)


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation, which the lists have come to know."""
    deal = Talks(fair).open().engage().talk()
    until(lambda: any(one["deal"] == deal.deal for one in deal.ola.get("/inbox").body["items"]))
    return deal


@pytest.fixture
def changed(fair: Fair, talks: Talks) -> Iterator[None]:
    """Change a stored row, as only who owns the database can."""
    change = "UPDATE projections.deals SET stage = %s WHERE deal = %s"
    with psycopg.connect(fair.house.database.superuser, autocommit=True) as connection:
        connection.execute(change, ["signed", talks.deal])
        yield
        connection.execute(change, ["negotiating", talks.deal])


def events_of(talks: Talks) -> list[int]:
    """Return the positions of the deal's events, in order."""
    items = talks.lin.get(f"/deals/{talks.deal}/history").body["items"]
    return [one["position"] for one in items]


def at_slider(here: Window) -> str:
    return here.page.locator("#event").input_value()


def test_the_slider_goes_back_by_the_keyboard_and_takes_all_of_the_page_along(
    window: Opens, auditor: Person, talks: Talks
) -> None:
    last = len(events_of(talks))
    here = window(auditor).goes(f"/audit/deals/{talks.deal}")
    here.reads("Download the evidence bundle")
    here.page.locator("#event").focus()
    here.page.keyboard.press("Home")
    here.page.wait_for_url("**?at=*")
    here.reads("You are looking at the past").reads("There was no document yet.")
    assert (at_slider(here), here.page.locator(".feed > li").count()) == ("1", 1)
    assert here.page.locator(".rail [aria-current]").inner_text() == "Draft"
    assert here.page.locator("#event").evaluate("one => document.activeElement === one")
    here.page.keyboard.press("ArrowRight")
    here.reads(f"Event 2 of {last}")
    assert here.page.locator(".feed > li").count() == 2


def test_the_past_has_nothing_to_do_in_it(window: Opens, auditor: Person, talks: Talks) -> None:
    positions = events_of(talks)
    here = window(auditor).goes(f"/audit/deals/{talks.deal}?at={positions[-3]}")
    here.reads("You are looking at the past")
    assert here.page.locator("#main form[method=post], #main [hx-post]").count() == 0
    assert not here.page.get_by_text("Download the evidence bundle").is_visible()
    here.presses("Back to now", role="link").reads("Download the evidence bundle")


def test_the_past_is_found_without_scripts(window: Opens, auditor: Person, talks: Talks) -> None:
    positions = events_of(talks)
    here = window(auditor, script=False, width=360).goes(f"/audit/deals/{talks.deal}")
    here.presses("Event before", role="link")
    assert here.page.url.endswith(f"?at={positions[-2]}&instrument={talks.leading}")
    here.fills(at=str(positions[0])).presses("Go").reads("Nothing was on the table then")
    here.presses("Event after", role="link")
    assert at_slider(here) == "2"
    here.goes(f"/audit/deals/{talks.deal}?at=x", status=422)


def test_two_moments_are_held_against_each_other(
    window: Opens, auditor: Person, talks: Talks
) -> None:
    positions = events_of(talks)
    since = positions[-4]
    path = f"/audit/deals/{talks.deal}/changes"
    here = window(auditor).goes(f"{path}?since={since}&at={positions[-1]}")
    here.reads("3 events lie between")
    price = here.page.locator(".audit-terms > li", has_text="Price")
    assert "480,000,000" in price.locator("del").first.inner_text()
    assert "460,000,000" in price.locator("ins").first.inner_text()
    here.goes(f"{path}?since={positions[-1]}&at={since}")
    assert here.page.url.endswith(f"since={since}&at={positions[-1]}")
    here.goes(path).reads("What happened between")
    assert here.page.locator("del", has_text="Draft").first.is_visible()


def test_what_is_stored_is_recomputed(window: Opens, auditor: Person, talks: Talks) -> None:
    here = window(auditor).goes(f"/audit/deals/{talks.deal}")
    here.presses("Recompute now", role="link").reads("MATCH")
    here.goes("/audit/fair").presses("Recompute now", role="link").reads("MATCH")
    here.reads("These were the last deals.")


@pytest.mark.usefixtures("changed")
def test_a_stored_row_that_was_changed_is_shown(
    window: Opens, auditor: Person, talks: Talks
) -> None:
    here = window(auditor).goes(f"/audit/deals/{talks.deal}/recomputed")
    here.reads("MISMATCH").keeps("audit-mismatch")
    (row,) = here.page.locator("#wrong ~ * tbody tr").all()
    assert row.locator("code").all_inner_texts() == [
        *("deals", f"deal {talks.deal}", "stage", '"signed"', '"negotiating"'),
    ]
    assert here.breaches() == []


def test_the_whole_fair_goes_back_and_says_what_changed(
    window: Opens, auditor: Person, talks: Talks
) -> None:
    positions = events_of(talks)
    here = window(auditor).goes(f"/audit/fair?at={positions[0]}")
    here.reads("You are looking at the past")
    then = int(here.page.locator(".tile dd strong").first.inner_text())
    here.fills(since=str(positions[0] - 1)).page.locator("#since").press("Enter")
    here.reads(f"What changed from position {positions[0] - 1} to {positions[0]}")
    here.page.get_by_role("link", name=TITLE["en"]).first.wait_for()
    here.reads("China FJ")  # and no code of a list
    assert here.page.locator(".tile .about").first.inner_text() == "+1"
    here.goes("/audit/fair?at=0").reads("There was no deal yet.")
    assert then >= 1


def test_the_slider_of_the_fair_is_one_of_positions(
    window: Opens, auditor: Person, talks: Talks
) -> None:
    here = window(auditor).goes("/audit/fair")
    last = here.page.locator("#at").input_value()
    here.page.locator("#at").focus()
    here.page.keyboard.press("ArrowLeft")
    here.page.wait_for_url("**at=*")
    here.reads(f"Position {int(last) - 1} of")
    assert here.page.locator("#at").input_value() == str(int(last) - 1)
    assert talks.deal


def test_who_knew_and_who_read_is_shown(window: Opens, auditor: Person, talks: Talks) -> None:
    here = window(auditor).goes(f"/audit/deals/{talks.deal}/knowledge")
    assert "terms open" in here.page.locator(".audit-windows li").last.inner_text()
    here.reads("Price, version 2")
    here.page.locator("#organisation").select_option("")
    here.page.locator("#person").select_option(label="Ana\u00efs Roux")
    here.presses("Show").page.get_by_role("heading", name="Ana\u00efs Roux").wait_for()
    here.goes(f"/audit/accesses?deal={talks.deal}&check=1").reads("nothing is changed")
    here.reads("read_knowledge")
    assert here.page.locator("tbody tr").count() > 2


def test_the_logs_are_told_of_with_their_facts(window: Opens, auditor: Person) -> None:
    here = window(auditor).goes("/audit/integrity").reads("witnessed by nobody outside")
    here.reads("Not checked: no counterseal fsck of this log is on record here.")
    assert here.page.locator("section.card").count() == 2


def test_who_is_no_auditor_is_shown_nothing(window: Opens, fair: Fair, talks: Talks) -> None:
    here = window(talks.lin)
    for path in ("/audit/fair", "/audit/accesses", f"/audit/deals/{talks.deal}/knowledge"):
        here.goes(path, status=403)
    stranger = talks.stranger()
    window(stranger).goes(f"/audit/deals/{talks.deal}", status=404)
    assert fair.edition


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_auditors_are_accessible(
    window: Opens, auditor: Person, talks: Talks, tongue: str
) -> None:
    positions = events_of(talks)
    deal = f"/audit/deals/{talks.deal}"
    paths = {
        "list": "/audit",
        "past": f"{deal}?at={positions[-2]}",
        "changes": f"{deal}/changes?since={positions[-5]}",
        "knowledge": f"{deal}/knowledge",
        "recomputed": f"{deal}/recomputed",
        "fair": f"/audit/fair?at={positions[-1]}&since={positions[0]}",
        "integrity": "/audit/integrity",
        "accesses": "/audit/accesses?check=1",
    }
    widths = (1440, 360) if tongue == "en" else (360, 1440)
    here = window(auditor, tongue=tongue)
    for name, path in paths.items():
        here.goes(path)
        for theme, width in zip(THEMES, widths, strict=True):
            here.shown(theme, width).keeps(f"audit-{name}-{tongue}-{theme}-{width}")
            told = (name, theme, here.overflows(), here.breaches())
            assert told == (name, theme, False, [])
