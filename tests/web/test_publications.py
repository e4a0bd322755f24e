"""An official prepares a publication, another signs it off, and only then the public reads it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_deal import Negotiation
from http_fair import opened_fair
from http_publication import Publishing
from playwright.sync_api import Browser
from projecting import House
from web_window import HOST, TONGUES, WIDTHS, Opens, Window, free_port, windows_on

from ledger.embedded import Server


@pytest.fixture(scope="module")
def publishing(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publishing]:
    """Give a fair the day after three deals, whose midnight is judged; nothing is published."""
    database, folder = prepared(postgres, "publishing"), tmp_path_factory.mktemp("pg") / "home"
    with opened_fair(database, folder, origin=f"http://{HOST}:{free_port()}") as fair:
        logs = fair.house.installation.identity.registry_log, UUID(fair.edition)
        with following(House(database, folder, logs, "").run().projector()):
            for _ in range(3):
                Negotiation(fair).open().engage()
            fair.house.clock.forward(days=1)
            with ThreadPoolExecutor(1) as apart:  # the browser has a loop of its own in this thread
                yield apart.submit(lambda: Publishing(fair).judged()).result()


@pytest.fixture
def window(browser: Browser, publishing: Publishing) -> Iterator[Opens]:
    """Return what opens windows on it."""
    with windows_on(browser, publishing.fair) as opens:
        yield opens


@pytest.fixture(scope="module")
def first(publishing: Publishing) -> str:
    """Return the id of the first publication; it is published where no test before has done so."""
    every = publishing.every()["items"]
    published: str = (every[-1] if every else publishing.publishes())["publication"]
    return published


def shows_code(here: Window, publishing: Publishing) -> None:
    """Type the code of the second person's app where the page asks for it."""
    fair = publishing.fair
    here.fills(**{"presence-code": fair.house.code(publishing.second.insider)})


def test_two_people_publish_and_the_public_reads_it(window: Opens, publishing: Publishing) -> None:
    public = window().goes(f"/published?edition={publishing.fair.edition}")
    public.reads("Nothing is published yet")
    one = window(publishing.preparer).goes("/publications").presses("Prepare the next", role="link")
    one.reads("It is the first").presses("Prepare it").reads("You prepared it")
    address = one.page.url.partition("?")[0]
    public.goes(f"/published?edition={publishing.fair.edition}").reads("Nothing is published yet")
    two = (
        window(publishing.second)
        .goes("/publications")
        .presses("Look at it and decide", role="link")
    )
    assert two.page.url.partition("?")[0] == address
    two.presses("Sign it off", role="link").reads("exactly the figures of this digest")
    two.keeps("publications-sheet")
    two.presses("Sign it off", role="button").reads("show")
    shows_code(two, publishing)
    two.page.locator("form[data-presence] button.primary, main form button.primary").first.click()
    two.reads("It is public.")
    public.goes(f"/published?edition={publishing.fair.edition}").reads("Provisional").reads("No. 1")


def test_the_next_one_needs_a_note_and_may_be_sent_back(
    window: Opens, publishing: Publishing, first: str
) -> None:
    assert first
    edition = publishing.fair.edition
    one = window(publishing.preparer).goes(f"/publications/{edition}/prepare?status=revised")
    one.reads("No number is another one")
    one.fills(note_en="The same again.", note_zh="内容相同。").presses("Prepare it")
    one.reads("You prepared it").presses("Take it back", role="link")
    one.fills(reason="Too soon.").presses("Take it back", role="button")
    one.reads("never becomes public").reads("Too soon.")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_are_accessible(
    window: Opens, publishing: Publishing, first: str, tongue: str
) -> None:
    edition = publishing.fair.edition
    here = window(publishing.preparer, tongue=tongue)
    for name, path in (
        ("list", f"/publications?edition={edition}"),
        ("prepare", f"/publications/{edition}/prepare?status=final"),
        ("one", f"/publications/{edition}/{first}"),
        ("published", f"/published?edition={edition}"),
    ):
        here.goes(path)
        for look in here.looks((WIDTHS[0], WIDTHS[-1])):
            here.keeps(f"publications-{name}-{tongue}-{look}")
            assert (name, look, here.overflows(), here.breaches()) == (name, look, False, [])
