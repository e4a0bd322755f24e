"""The room of a deal, and the first page of who is in it."""

from __future__ import annotations

import pytest
from http_fair import Fair
from waiting import until
from web_deal import Talks
from web_window import TONGUES, WIDTHS, Opens

LONG = """
for (const one of document.querySelectorAll("main :is(h1, bdi, .person strong)"))
  one.textContent = "x".repeat(300);
"""
"""Gives everybody and everything the longest name that there can be."""


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation, which the lists have come to know."""
    deal = Talks(fair).open().engage().talk()
    until(lambda: deal.ola.get("/inbox").body["items"])
    return deal


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_a_negotiation_are_accessible(
    window: Opens, talks: Talks, tongue: str
) -> None:
    here = window(talks.lin, tongue=tongue)
    for name, path in (("home", "/"), ("deal", f"/deals/{talks.deal}")):
        here.goes(path)
        for look in here.looks((WIDTHS[0], WIDTHS[-1])):
            here.keeps(f"{name}-{tongue}-{look}")
            assert (name, look, here.overflows(), here.breaches()) == (name, look, False, [])


def test_a_name_without_a_space_widens_no_page(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, width=360)
    room = f"/deals/{talks.deal}"
    for path in ("/", "/deals", room, f"{room}/people", f"{room}/clauses/price/counter"):
        here.goes(path).page.evaluate(LONG)
        assert (path, here.overflows()) == (path, False)


def test_the_room_runs_the_other_way_in_arabic(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, tongue="ar").goes(f"/deals/{talks.deal}")
    for width in (360, 1440):
        here.shown("light", width).keeps(f"deal-ar-{width}")
        assert here.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert (here.overflows(), here.breaches()) == (False, [])
