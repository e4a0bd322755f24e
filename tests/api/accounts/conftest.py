"""One house for all tests of accounts: each brings in people of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coming_in import House, opened_house
from databases import Database


@pytest.fixture(scope="session")
def house(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Found a registry with accounts once for each process of the test run."""
    with opened_house(database, tmp_path_factory.mktemp("house") / "home") as opened:
        yield opened
