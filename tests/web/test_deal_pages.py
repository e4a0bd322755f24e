"""The pages of a deal beside its table: read in every language and theme, in the past as now."""

from __future__ import annotations

import pytest
from http_fair import Fair
from waiting import until
from web_deal import TITLE, Talks
from web_window import Opens, Theme, Window

PAGES = ("timeline", "documents", "people", "steps", "discussion", "more", "compare")
ACTS = ("invite_party", "propose_deadline_extension", "grant_access", "withdraw_party")
LOOKS: dict[str, tuple[tuple[Theme, int], ...]] = {
    "en": (("light", 1440), ("dark", 360)),
    "zh-Hans": (("dark", 360),),
    "ar": (("light", 360),),
}


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation, about which something was said."""
    deal = Talks(fair).open().engage().talk()
    deal.does("comment", deal.ana, text="Four instalments suit us better.").then()
    deal.does("ask", deal.ola, text="Who pays for the port?", clause="delivery",
              instrument=deal.leading).then()  # fmt: skip
    until(lambda: deal.ola.get("/inbox").body["items"])
    return deal


def position(talks: Talks, kind: str) -> int:
    """Return where something of a kind happened first."""
    moments = talks.reads(talks.lin, "/timeline").body["items"]
    return next(int(one["position"]) for one in moments if one["type"] == kind)


@pytest.mark.parametrize("tongue", LOOKS)
def test_every_page_of_a_deal_is_accessible(window: Opens, talks: Talks, tongue: str) -> None:
    here = window(talks.lin, tongue=tongue)
    tabled = position(talks, "deal.offer_tabled.v1")
    paths = [*(f"/{page}" for page in PAGES), *(f"/do/{act}" for act in ACTS), f"?at={tabled}"]
    for path in paths:
        here.goes(f"/deals/{talks.deal}{path}")
        for theme, width in LOOKS[tongue]:
            name = f"deal-{path.strip('/?')[:12]}-{tongue}-{theme}-{width}"
            here.shown(theme, width).keeps(name)
            assert (name, here.overflows(), here.breaches()) == (name, False, [])


def test_the_pages_lead_to_each_other_by_the_keyboard(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}")
    tabs = here.page.get_by_role("navigation", name="This deal")
    for page, heading in (
        ("Timeline", "What happened"),
        ("People", "Sides"),
        ("More", "The terms"),
    ):
        tabs.get_by_role("link", name=page, exact=True).focus()
        here.page.keyboard.press("Enter")
        here.page.get_by_role("heading", name=heading, exact=True).wait_for()
        assert tabs.locator("[aria-current]").inner_text() == page


def test_the_past_shows_what_was_and_offers_nothing(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(
        f"/deals/{talks.deal}?at={position(talks, 'deal.offer_tabled.v1')}"
    )
    here.reads("You are looking at the past. Nothing here can be changed.").keeps("past")
    assert "ninety (90) days" in here.page.locator("#row-delivery").inner_text()
    assert here.page.locator("main button:visible, main form[method=post]").count() == 0
    assert here.page.locator(".terms .acts").count() == 0
    assert here.page.get_by_role("link", name="More", exact=True).count() == 0
    here.presses("People", role="link").reads("Everything on this page is as it stood")
    here.presses("Back to now", role="link")
    assert here.page.get_by_text("You are looking at the past").count() == 0


def test_a_table_beside_the_leading_one_is_not_left_by_its_links(
    window: Opens, talks: Talks
) -> None:
    path = f"/deals/{talks.deal}?instrument={talks.letter}"
    here = window(talks.lin, script=False).goes(path)
    assert here.heading() == TITLE["en"]
    assert here.page.locator(".waits").count() == 0
    here.presses("the first wording", role="link")
    assert here.page.locator("tbody h2, tbody th[scope=row]").count() == 2
    assert f"instrument={talks.letter}" in here.page.url


def test_nothing_is_done_in_the_past(window: Opens, talks: Talks) -> None:
    tabled, here = position(talks, "deal.offer_tabled.v1"), window(talks.lin)
    here.goes(f"/deals/{talks.deal}/do/withdraw_party?at={tabled}", status=403)
    for wrong in ("0", "x", "-1", "9" * 16):
        here.goes(f"/deals/{talks.deal}?at={wrong}", status=404)


def test_the_slider_goes_back_one_entry_also_without_scripts(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, script=False).goes(f"/deals/{talks.deal}?step=3")
    here.reads("after 3 entries")
    assert here.page.locator("#step").input_value() == "3"
    here.presses("Earlier", role="link").reads("after 2 entries")
    here.page.locator("#step").evaluate("one => { one.value = 5 }")
    here.presses("Go there").reads("after 5 entries")


def test_an_entry_shows_its_proof(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/timeline")
    last = talks.reads(talks.lin, "/timeline").body["items"][-1]
    entry = here.page.locator(f"#e{last['position']}")
    entry.get_by_text("Proof").click()
    entry.get_by_text(last["leaf_sha256"]).wait_for()
    href = entry.get_by_role("link", name="Receipt").get_attribute("href")
    assert href == f"/api/v1/deals/{talks.deal}/events/{last['version']}/receipt"


def test_any_two_versions_are_held_together(window: Opens, talks: Talks) -> None:
    here = window(talks.ana).goes(f"/deals/{talks.deal}/compare")
    changed = here.page.locator(".compared article")
    assert changed.locator("h3").all_inner_texts() == ["Price", "Delivery"]
    later = str(position(talks, "deal.clause_countered.v1"))
    here.page.get_by_label("From the version of").select_option(later)
    here.presses("Compare")
    assert changed.locator("h3").all_inner_texts() == ["Price"]
    assert "480,000,000" in changed.locator("del").first.inner_text()
    here.keeps("compared")


def test_who_is_not_of_the_deal_finds_none_of_its_pages(window: Opens, talks: Talks) -> None:
    here = window(talks.stranger())
    for path in (*PAGES, "do/withdraw_party", "do/comment"):
        found(here.goes(f"/deals/{talks.deal}/{path}", status=404))


def found(here: Window) -> None:
    """Find the page that says that there is nothing."""
    assert here.heading() == "There is nothing here for you"
