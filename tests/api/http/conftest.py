"""One served fair for each process of the test run, and deals at different points of their life."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from databases import Database, prepared
from following import following
from http_deal import Negotiation
from http_fair import Fair, opened_fair
from http_publication import figures_published
from openid import Provider, providing, trusting
from projecting import House

from ledger.embedded import Server


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """Serve a provider of accounts elsewhere, which the fair trusts."""
    with providing() as served:
        yield served


@pytest.fixture(scope="session")
def fair(
    database: Database, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fair]:
    """Serve a fair on a port of this machine."""
    folder = tmp_path_factory.mktemp("fair")
    choices = trusting(provider, folder / "providers")
    with opened_fair(database, folder / "home", **choices) as opened:
        provider.clock = opened.house.clock
        yield opened


@pytest.fixture
def opened(fair: Fair) -> Negotiation:
    """Give a deal that two sides have joined."""
    return Negotiation(fair).open()


@pytest.fixture
def engaged(opened: Negotiation) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return opened.engage()


@pytest.fixture
def agreed(engaged: Negotiation) -> Negotiation:
    """Give a deal whose terms are locked."""
    return engaged.agree()


@pytest.fixture(scope="session")
def followed(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Serve a fair whose read models are kept up."""
    database, folder = prepared(postgres, "followed"), tmp_path_factory.mktemp("followed") / "home"
    with opened_fair(database, folder) as opened:
        logs = opened.house.installation.identity.registry_log, UUID(opened.edition)
        house = House(database, folder, logs, "").run()
        with following(house.projector()):
            figures_published(opened)
            yield opened
