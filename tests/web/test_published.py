"""What is published of the figures, for anybody, without an account."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_deal import Negotiation
from http_fair import Fair, opened_fair
from http_publication import figures_published
from playwright.sync_api import Browser
from projecting import House
from web_window import HOST, TONGUES, Opens, free_port, windows_on

from ledger.embedded import Server


@pytest.fixture(scope="module")
def publishing(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Give a fair, the day after a deal of which nobody may be recognised: it has a midnight."""
    database, folder = prepared(postgres, "published"), tmp_path_factory.mktemp("pub") / "home"
    with opened_fair(database, folder, origin=f"http://{HOST}:{free_port()}") as opened:
        logs = opened.house.installation.identity.registry_log, UUID(opened.edition)
        with following(House(database, folder, logs, "").run().projector()):
            Negotiation(opened).open().engage()
            opened.house.clock.forward(seconds=86_400)
            with ThreadPoolExecutor(1) as apart:  # the browser has a loop of its own in this thread
                apart.submit(figures_published, opened).result()
            yield opened


@pytest.fixture
def window(browser: Browser, publishing: Fair) -> Iterator[Opens]:
    """Return what opens windows on it."""
    with windows_on(browser, publishing) as opens:
        yield opens


def test_anybody_reads_what_is_published_and_no_deal(window: Opens, publishing: Fair) -> None:
    here = window().goes(f"/published?edition={publishing.edition}")
    here.reads("position").reads("the signed head of the log")
    assert here.page.locator("a[href^='/deals/']").count() == 0
    here.goes(f"/published/F1?edition={publishing.edition}").reads("F1 v2")
    assert here.page.locator("table.figures td a").count() == 0


def test_each_table_can_be_taken_along_and_says_what_it_is(publishing: Fair) -> None:
    client, edition = publishing.client, publishing.edition
    answer = client.get(f"/published/F1/tables/tiers?edition={edition}")
    assert "F1 v2" in answer.text
    assert client.get(f"/published/F1/tables.xlsx?edition={edition}").content[:2] == b"PK"
    assert client.get(f"/published/F1/tables/none?edition={edition}").status_code == 404


def test_a_figure_that_is_none_is_not_there(window: Opens, publishing: Fair) -> None:
    window().goes(f"/published/F11?edition={publishing.edition}", status=404)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_published_pages_are_accessible(window: Opens, publishing: Fair, tongue: str) -> None:
    here = window(tongue=tongue, width=360)
    for path in ("/published", "/published/F8"):
        here.goes(f"{path}?edition={publishing.edition}")
        for look in here.looks((360,)):
            here.keeps(f"{path[1:].replace('/', '-')}-{tongue}-{look}")
            assert (path, look, here.overflows(), here.breaches()) == (path, look, False, [])
