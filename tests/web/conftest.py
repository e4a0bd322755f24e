"""One served fair and one browser for each process of the test run; every test has its own window.

``window(person, tongue="zh-Hans", theme="dark", width=360)`` is a browser in which somebody is
signed in. What it logs of refused content fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_fair import Fair, opened_fair
from openid import Provider, providing, trusting
from playwright.sync_api import Browser
from projecting import House
from web_window import HOST, Opens, free_port, windows_on

from ledger.embedded import Server


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """Serve a provider of accounts elsewhere, which the fair trusts."""
    with providing() as served:
        yield served


@pytest.fixture(scope="session")
def fair(
    postgres: Server, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fair]:
    """Serve a fair whose read models are kept up."""
    database, folder = prepared(postgres, "web"), tmp_path_factory.mktemp("web") / "home"
    choices = trusting(provider, folder.parent / "providers")
    origin = f"http://{HOST}:{free_port()}"
    with opened_fair(database, folder, origin=origin, **choices) as opened:
        provider.clock = opened.house.clock
        logs = opened.house.installation.identity.registry_log, UUID(opened.edition)
        house = House(database, folder, logs, "").run()
        with following(house.projector()):
            yield opened


@pytest.fixture
def window(browser: Browser, fair: Fair) -> Iterator[Opens]:
    """Return what opens a window; all are closed in the end, and none has refused content."""
    with windows_on(browser, fair) as opens:
        yield opens
