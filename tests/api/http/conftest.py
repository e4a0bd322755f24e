"""One served fair for each process of the test run, and deals at different points of their life."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from databases import Database, prepared
from following import following
from http_deal import Negotiation
from http_fair import Fair, figures_published, opened_fair
from projecting import House

from ledger.embedded import Server


@pytest.fixture(scope="session")
def fair(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Serve a fair on a port of this machine."""
    with opened_fair(database, tmp_path_factory.mktemp("fair") / "home") as opened:
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
