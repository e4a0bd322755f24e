"""One served fair and one browser for each process of the test run; every test has its own window.

``window(person, tongue="zh-Hans", theme="dark", width=360)`` is a browser in which somebody is
signed in. What it logs of refused content fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from chromium import chromium
from databases import prepared
from following import following
from http_fair import Fair, opened_fair
from playwright.sync_api import Browser
from projecting import House
from web_window import HOST, Opens, free_port, windows_on

from ledger.embedded import Server


@pytest.fixture(scope="session")
def fair(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Serve a fair whose read models are kept up."""
    database, folder = prepared(postgres, "web"), tmp_path_factory.mktemp("web") / "home"
    with opened_fair(database, folder, origin=f"http://{HOST}:{free_port()}") as opened:
        logs = opened.house.installation.identity.registry_log, UUID(opened.edition)
        house = House(database, folder, logs, "").run()
        with following(house.projector()):
            yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one browser."""
    with chromium() as running:
        yield running


@pytest.fixture
def window(browser: Browser, fair: Fair) -> Iterator[Opens]:
    """Return what opens a window; all are closed in the end, and none has refused content."""
    with windows_on(browser, fair) as opens:
        yield opens
