"""The room of a deal, and the first page of who is in it."""

from __future__ import annotations

import pytest
from http_fair import Fair
from waiting import until
from web_deal import Talks
from web_window import THEMES, TONGUES, WIDTHS, Opens


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation, which the lists have come to know."""
    deal = Talks(fair).open().engage().talk()
    until(lambda: deal.ola.get("/inbox").body["items"])
    return deal


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_a_negotiation_are_accessible(
    window: Opens, talks: Talks, tongue: str, theme: str
) -> None:
    for name, path in (("home", "/"), ("deal", f"/deals/{talks.deal}")):
        for width in (*WIDTHS[:1], *WIDTHS[-1:]):
            here = window(talks.lin, tongue=tongue, theme=theme, width=width).goes(path)
            here.keeps(f"{name}-{tongue}-{theme}-{width}")
            assert (here.overflows(), here.breaches()) == (False, [])


def test_the_room_runs_the_other_way_in_arabic(window: Opens, talks: Talks) -> None:
    for width in (360, 1440):
        here = window(talks.lin, tongue="ar", width=width).goes(f"/deals/{talks.deal}")
        here.keeps(f"deal-ar-{width}")
        assert here.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert (here.overflows(), here.breaches()) == (False, [])
