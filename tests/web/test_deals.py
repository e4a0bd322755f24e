"""The deals that somebody may see, and what happened in them since they last looked."""

from __future__ import annotations

from typing import Any

import pytest
from http_fair import Fair
from waiting import until
from web_deal import TITLE, Talks
from web_window import Opens


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal which the lists have come to know."""
    deal = Talks(fair).open().engage().talk()
    until(lambda: deal.ola.get("/inbox").body["items"])
    until(lambda: deal.lin.get("/deals").body["items"][0]["version"] == deal.version)
    return deal


@pytest.mark.parametrize(
    ("tongue", "theme", "width"), [("en", "light", 1440), ("zh-Hans", "dark", 360)]
)
def test_the_lists_are_accessible(
    window: Opens, talks: Talks, tongue: str, theme: str, width: int
) -> None:
    here = window(talks.ola, tongue=tongue, theme=theme, width=width)
    for name, path in (("deals", "/deals"), ("news", "/news"), ("none", "/deals?text=zzz")):
        here.goes(path).keeps(f"{name}-{tongue}-{theme}-{width}")
        assert (name, here.overflows(), here.breaches()) == (name, False, [])


def test_a_deal_is_found_by_its_stage_and_words(window: Opens, talks: Talks) -> None:
    here = window(talks.ola).goes("/deals").reads(TITLE["en"]).reads("yours")
    here.page.get_by_label("Stage").select_option("signed")
    here.presses("Find").reads("No deal like this")
    here.presses("All deals", role="link").fills(text="cable").presses("Find").reads(TITLE["en"])
    here.fills(text="submarine").presses("Find").reads(TITLE["en"])
    here.fills(text="zeppelin").presses("Find").reads("No deal like this")


def test_a_deal_is_called_alike_wherever_it_is_listed(window: Opens, talks: Talks) -> None:
    here = window(talks.ola, tongue="zh-Hans")
    for path in (
        "/",
        "/deals",
        "/deals?text=cable",
        f"/deals?text={TITLE['zh-Hans'][:3]}",
        f"/deals/{talks.deal}/clauses/price/counter",
    ):
        here.goes(path).reads(TITLE["zh-Hans"])
        assert TITLE["en"] not in here.page.inner_text("main"), path


def test_deals_of_others_are_not_listed(window: Opens, talks: Talks) -> None:
    here = window(talks.stranger()).goes("/deals").reads("No deal yet")
    assert TITLE["en"] not in here.page.content()


def test_what_happened_is_told_until_it_was_seen(window: Opens, talks: Talks) -> None:
    here = window(talks.ola).goes("/").reads("Since you last looked")
    here.presses("All of it", role="link").reads("Anaïs Roux countered clause")
    here.presses("I have seen it").reads("Nothing has happened in your deals.")
    said = talks.does("comment", talks.ana, text="Is the port agreed?").then().body["positions"][-1]
    until(lambda: _knows(talks, said))
    here.goes("/").reads("Is the port agreed?")
    assert here.page.locator(".feed li").count() == 1


def test_nobody_else_has_looked_by_ones_own_looking(window: Opens, talks: Talks) -> None:
    here = window(talks.ola).goes("/news").presses("I have seen it")
    here.reads("Nothing has happened in your deals.")
    cookies: list[Any] = [
        one for one in here.context.cookies() if one.get("name") == "__Host-looked"
    ]
    there = window(talks.ana)
    there.context.add_cookies(cookies)
    there.goes("/news").reads("Anaïs Roux countered clause")


def _knows(talks: Talks, position: int) -> bool:
    path = f"/editions/{talks.fair.edition}/position"
    return bool(talks.ola.get(path).body["position"] >= position)
