"""What is published of the figures, for anybody, without an account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from http_deal import Negotiation
from http_fair import Fair, figures_published
from web_window import THEMES, TONGUES, Opens


@pytest.fixture(scope="module")
def publishing(fair: Fair) -> Fair:
    """Give a fair of which figures are published, with a deal that nobody may recognise."""
    Negotiation(fair).open().engage()
    with ThreadPoolExecutor(1) as apart:  # the browser has a loop of its own in this thread
        apart.submit(figures_published, fair).result()
    return fair


def test_anybody_reads_what_is_published_and_no_deal(window: Opens, publishing: Fair) -> None:
    here = window().goes(f"/published?edition={publishing.edition}")
    here.reads("position").reads("the signed head of the log")
    assert here.page.locator("a[href^='/deals/']").count() == 0
    here.goes(f"/published/F1?edition={publishing.edition}").reads("F1 v1")
    assert here.page.locator("table.figures td a").count() == 0


def test_each_table_can_be_taken_along_and_says_what_it_is(publishing: Fair) -> None:
    client, edition = publishing.client, publishing.edition
    answer = client.get(f"/published/F1/tables/tiers?edition={edition}")
    assert "F1 v1" in answer.text
    assert client.get(f"/published/F1/tables.xlsx?edition={edition}").content[:2] == b"PK"
    assert client.get(f"/published/F1/tables/none?edition={edition}").status_code == 404


def test_a_figure_that_is_none_is_not_there(window: Opens, publishing: Fair) -> None:
    window().goes(f"/published/F11?edition={publishing.edition}", status=404)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_published_pages_are_accessible(
    window: Opens, publishing: Fair, tongue: str, theme: str
) -> None:
    here = window(tongue=tongue, theme=theme, width=360)
    for path in ("/published", "/published/F8"):
        here.goes(f"{path}?edition={publishing.edition}")
        here.keeps(f"{path[1:].replace('/', '-')}-{tongue}-{theme}-360")
        assert (path, here.overflows(), here.breaches()) == (path, False, [])
