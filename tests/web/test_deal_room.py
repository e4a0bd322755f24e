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
        for width in WIDTHS:
            here = window(talks.lin, tongue=tongue, theme=theme, width=width).goes(path)
            here.keeps(f"{name}-{tongue}-{theme}-{width}")
            assert not here.overflows(), width
            assert here.breaches() == []
